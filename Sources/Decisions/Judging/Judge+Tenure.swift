package import Agreement

extension Judge {
  /// What of each window is the own part of the revision by which an agreement is judged.
  package func tenure(of agreement: String) -> Tenure { grounds[agreement]?.tenure ?? .whole }
}
