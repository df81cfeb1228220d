package dev.spate.system;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/// A system test that judges times. It runs after those that do not, which take all of the machine,
/// and beside three others at most.
@Tag("measures")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Measures {}
