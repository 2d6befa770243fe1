import ConfigFile
import Execution
import Pcre2
import Sampling
import Storage
import StoreFormat

extension Plan {
  /// The plan of a configuration, with its definitions numbered by a store.
  ///
  /// - Throws: Why there is none, for an operator; definitions that were numbered stay so.
  static func numbered(
    _ configuration: Configuration,
    by store: Store
  ) throws(Failure) -> Plan {
    let series: [SeriesID]
    do throws(StoreError) {
      series = try on(store) { (store) throws(StoreError) in
        try store.define(configuration.checks.map(\.definition))
      }
    } catch {
      throw Failure(error)
    }
    do throws(PatternError) {
      return try Plan(configuration, series: series)
    } catch {
      throw Failure(error)
    }
  }
}
