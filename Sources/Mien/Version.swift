/// The version of Mien, by the rules of semver.org.
public let libraryVersion = "0.1.0"
