package jenkins.security;

import java.time.LocalDate;
import java.util.Date;

/** The property as of Jenkins 2.548: tokens may expire. */
public class ExpiringProperty extends SavingProperty {
  public TokenUuidAndPlainValue generateNewToken(String name) {
    return generateNewToken(name, null);
  }

  public TokenUuidAndPlainValue generateNewToken(String name, LocalDate expirationDate) {
    return new TokenUuidAndPlainValue(saved(store.add(new ExpiringToken(new TokenInfo(name), expirationDate))));
  }

  public String addFixedNewToken(String name, String tokenPlainValue) {
    return addFixedNewToken(name, tokenPlainValue, null);
  }

  public String addFixedNewToken(String name, String tokenPlainValue, LocalDate expirationDate) {
    return saved(store.add(new ExpiringToken(new TokenInfo(name), expirationDate)));
  }

  /** Only the newest versions have a method for the day. */
  private static class ExpiringToken extends TokenInfo {
    private final LocalDate expirationDate;

    ExpiringToken(TokenInfo token, LocalDate expirationDate) {
      super(token.uuid, token.name, token.creationDate);
      this.expirationDate = expirationDate;
    }

    @Override
    TokenInfo copy() {
      return new ExpiringToken(this, expirationDate);
    }
  }
}
