package dev.spate.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A system test of a rarer case of what another one tests. The gate runs it (`mvn verify
/// -Pthorough`); a plain `mvn verify`, which is to take ten minutes at most, does not.
@Tag("thorough")
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Thorough {}
