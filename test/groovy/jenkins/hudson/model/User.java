package hudson.model;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import jenkins.security.ApiTokenProperty;

/** A user, as far as our scripts see one. What isn't saved is forgotten by a restart. */
public class User {
  public static final Map<String, User> users = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  public final String id;
  private final ApiTokenProperty property;

  public User(String id, ApiTokenProperty property) {
    this.id = id;
    this.property = property;
    if (property != null) property.user = this;
    users.put(id, this);
  }

  public static User getById(String id, boolean create) {
    if (!users.containsKey(id) && create) new User(id, null);
    return users.get(id);
  }

  public static Collection<User> getAll() {
    return users.values();
  }

  public <T> T getProperty(Class<T> type) {
    return type.cast(property);
  }

  public void save() {
    property.save();
  }

  public static void restart() {
    for (User user : users.values()) if (user.property != null) user.property.load();
  }
}
