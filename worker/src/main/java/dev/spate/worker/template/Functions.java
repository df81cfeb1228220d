package dev.spate.worker.template;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spate.plan.Draws;
import dev.spate.plan.Function;
import dev.spate.plan.Template;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What the functions of a plan compute.
final class Functions {
  private static final String LETTERS_AND_DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final Map<String, String> MACS =
      Map.of("sha1", "HmacSHA1", "sha256", "HmacSHA256", "sha512", "HmacSHA512");

  private Functions() {}

  static Formula call(Function function, List<Formula> arguments) {
    return switch (function) {
      case UUID -> Functions::uuid;
      case RANDOM_INT -> randomInt(arguments.get(0), arguments.get(1));
      case RANDOM_STRING -> randomString(arguments.getFirst());
      case NOW -> arguments.isEmpty() ? _ -> now("ms") : v -> now(arguments.getFirst().valueFor(v));
      case BASE64 -> v -> base64(arguments.getFirst().valueFor(v));
      case URL_ENCODE -> v -> Template.Encoding.URL.encode(arguments.getFirst().valueFor(v));
      case CONCAT -> v -> concat(arguments, v);
      case HMAC ->
          v ->
              hmac(
                  arguments.get(0).valueFor(v),
                  arguments.get(1).valueFor(v),
                  arguments.get(2).valueFor(v));
      case UPPER -> v -> arguments.getFirst().valueFor(v).toUpperCase(Locale.ROOT);
      case LOWER -> v -> arguments.getFirst().valueFor(v).toLowerCase(Locale.ROOT);
    };
  }

  /// Of 122 drawn bits, with the version and the variant of RFC 9562 §5.4.
  private static String uuid(Variables variables) {
    long high = (variables.draw() & ~0xF000L) | 0x4000L;
    long low = (variables.draw() & ~(0b11L << 62)) | (0b10L << 62);
    return new UUID(high, low).toString();
  }

  private static Formula randomInt(Formula from, Formula to) {
    return variables -> {
      long least = number(from.valueFor(variables));
      long span = number(to.valueFor(variables)) - least + 1;
      return Long.toString(least + Draws.below(variables.draw(), span));
    };
  }

  private static Formula randomString(Formula length) {
    return variables -> {
      StringBuilder text = new StringBuilder();
      for (long left = number(length.valueFor(variables)); left > 0; left--) {
        long drawn = Draws.below(variables.draw(), LETTERS_AND_DIGITS.length());
        text.append(LETTERS_AND_DIGITS.charAt((int) drawn));
      }
      return text.toString();
    };
  }

  /// The plan's reader lets only numbers through.
  private static long number(String text) {
    return Long.parseLong(text);
  }

  private static String now(String format) {
    Instant now = Instant.now();
    return switch (format) {
      case "iso" -> now.toString();
      case "s" -> Long.toString(now.getEpochSecond());
      default -> Long.toString(now.toEpochMilli());
    };
  }

  private static String concat(List<Formula> texts, Variables variables) {
    StringBuilder text = new StringBuilder();
    for (Formula each : texts) {
      text.append(each.valueFor(variables));
    }
    return text.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static String hmac(String algorithm, String key, String text) {
    try {
      String name = MACS.getOrDefault(algorithm, algorithm);
      Mac mac = Mac.getInstance(name);
      // An empty key is one of zeros (RFC 2104), which Java wants to be told.
      mac.init(new SecretKeySpec(key.isEmpty() ? new byte[1] : key.getBytes(UTF_8), name));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has these
    }
  }
}
