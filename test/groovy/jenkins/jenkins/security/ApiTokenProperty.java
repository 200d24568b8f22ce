package jenkins.security;

import hudson.model.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** The property as of Jenkins 2.129: whoever changes its store must save the user. */
public class ApiTokenProperty {
  public User user;
  final Store store = new Store();
  private List<TokenInfo> saved = new ArrayList<>();

  public Store getTokenStore() {
    return store;
  }

  public Stats getTokenStats() {
    return new Stats();
  }

  public Collection<TokenInfo> getTokenList() {
    return store.tokens;
  }

  public void save() {
    saved = store.tokens.stream().map(TokenInfo::copy).collect(Collectors.toList());
  }

  public void load() {
    store.tokens.clear();
    for (TokenInfo token : saved) store.tokens.add(token.copy());
  }

  public static class TokenInfo {
    public final String uuid;
    public String name;
    public final Date creationDate;
    public final boolean isLegacy = false;
    public final int useCounter = 3;
    public final Date lastUseDate = new Date(0);

    TokenInfo(String name) {
      this(UUID.randomUUID().toString(), name, new Date());
    }

    TokenInfo(String uuid, String name, Date creationDate) {
      this.uuid = uuid;
      this.name = name;
      this.creationDate = creationDate;
    }

    TokenInfo copy() {
      return new TokenInfo(uuid, name, creationDate);
    }
  }

  public static class TokenUuidAndPlainValue {
    public final String tokenUuid;
    public final String plainValue = "11" + UUID.randomUUID().toString().replace("-", "");

    TokenUuidAndPlainValue(String tokenUuid) {
      this.tokenUuid = tokenUuid;
    }
  }

  public static class Store {
    final List<TokenInfo> tokens = new ArrayList<>();

    public TokenUuidAndPlainValue generateNewToken(String name) {
      return new TokenUuidAndPlainValue(add(new TokenInfo(name)));
    }

    public TokenInfo revokeToken(String tokenUuid) {
      TokenInfo token = find(tokenUuid);
      tokens.remove(token);
      return token;
    }

    public boolean renameToken(String tokenUuid, String newName) {
      TokenInfo token = find(tokenUuid);
      if (token != null) token.name = newName;
      return token != null;
    }

    public Collection<TokenInfo> getTokenListSortedByName() {
      return tokens;
    }

    String add(TokenInfo token) {
      tokens.add(token);
      return token.uuid;
    }

    private TokenInfo find(String tokenUuid) {
      return tokens.stream().filter(token -> token.uuid.equals(tokenUuid)).findFirst().orElse(null);
    }
  }

  public static class Stats {
    public void removeId(String tokenUuid) {}
  }

  public static class DescriptorImpl {
    public boolean hasCurrentUserRightToGenerateNewToken(User owner) {
      return owner.id.equals("admin");
    }
  }
}
