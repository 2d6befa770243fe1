extension [Int64] {
  /// The number that would stand at a place if all were sorted; they are put in another order.
  ///
  /// Source: C. A. R. Hoare, "Algorithm 65: Find", 1961, with the middle of three as the pivot.
  ///
  /// - Precondition: The place is one of the array.
  package mutating func selected(_ place: Int) -> Int64 {
    var (low, high) = (0, count - 1)
    while low < high {
      let ends = (self[low], self[high])
      let middle = self[low + (high - low) / 2]
      let pivot = Swift.max(
        Swift.min(ends.0, ends.1),
        Swift.min(Swift.max(ends.0, ends.1), middle)
      )
      var (left, right) = (low, high)
      while left <= right {
        while self[left] < pivot { left += 1 }
        while self[right] > pivot { right -= 1 }
        if left <= right {
          swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if place <= right {
        high = right
      } else if place >= left {
        low = left
      } else {
        break
      }
    }
    return self[place]
  }
}
