extension SealedHistory {
  /// How much was read, by days and in the day by checks, as a share of `whole`.
  func share(of whole: Int) -> Int {
    // Both slices keep the places that they had in all days, and in all checks of the day.
    guard days.endIndex > 0 else { return whole }
    guard let checks = day?.checks, !checks.isEmpty else {
      return whole * days.startIndex / days.endIndex
    }
    let today = whole * checks.startIndex / checks.endIndex
    return (whole * (days.startIndex - 1) + today) / days.endIndex
  }
}
