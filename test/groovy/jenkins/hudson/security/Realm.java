package hudson.security;

public class Realm {}
