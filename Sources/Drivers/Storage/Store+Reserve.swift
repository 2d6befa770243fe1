import Posix

extension Store {
  /// Fills a piece of the log's reserve, while commits succeed.
  ///
  /// It waits for the disk for as long as one mebibyte takes. A disk that has no room for it is no
  /// trouble yet: it is tried again every steady interval.
  package func fillReserve() {
    guard writer.isReserveShort, currentStatus.condition == .normal else { return }
    try? writer.fillReserve()
    schedule()
  }
}
