import Yaml

extension YamlLimits {
  /// What a configuration or an agreement may ask of us.
  ///
  /// As many values as the most checks have that say everything, with one header each, and the standard
  /// number for what else stands there: so the limit on checks can be reached.
  static let configuration: YamlLimits = {
    let keys =
      1 + (KeyTable.check.known.count - 1) + KeyTable.confirm.known.count
      + KeyTable.expect.known.count + 1 + KeyTable.degraded.known.count
    var limits = YamlLimits.standard
    // A key and a value for each; a check says one of `http` and `tcp`.
    limits.nodes += CheckLimits.checks * 2 * keys
    return limits
  }()
}
