/// What this build calls itself, in reports, records and on command lines.
package enum Version {
  /// Semantic version (semver.org); 0 while formats may still change.
  package static let text = "0.1.0"
}
