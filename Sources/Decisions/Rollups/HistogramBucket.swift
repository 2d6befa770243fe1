package import Chronology

/// One bucket of a ``LatencyHistogram``: whole microseconds that are told apart from no others.
///
/// Bucket 0 holds 0 µs. The others are those of a base-2 exponential histogram of scale 6: bucket
/// k + 2 holds what is greater than 2^(k/64) and at most 2^((k+1)/64), so that 1 µs lies in bucket 1
/// and every power of two is the greatest value of its bucket. The middle of a bucket is never more
/// than 0.542 % away from any of its values.
///
/// Source: OpenTelemetry, "Metrics data model", exponential histogram; the same buckets as schema 6
/// of Prometheus' native histograms. Table: docs/formats/rollup.md, "Histograms".
package struct HistogramBucket: Hashable, Comparable, Sendable {
  /// 0 up to the number of ``last``; not every number is a bucket, because some hold no whole µs.
  package let number: UInt16

  /// The greatest time that a sample's phases can have together, in µs: 5 × (2^32 − 1).
  package static let greatestValue = 5 * UInt64(UInt32.max)
  /// The bucket of the greatest value.
  package static let last = HistogramBucket(holding: greatestValue)

  /// The bucket of `microseconds`, which is at most ``greatestValue``.
  package init(holding microseconds: UInt64) {
    precondition(microseconds <= HistogramBucket.greatestValue, "at most five phases of 2^32 µs")
    guard microseconds > 0 else {
      number = 0
      return
    }
    let zeros = microseconds.leadingZeroBitCount
    let passed = HistogramBucket.bounds(below: microseconds << UInt64(zeros))
    number = UInt16(64 * (63 - zeros) + passed + 1)
  }

  /// The bucket of this number; nil if no value lies in it.
  package init?(number: UInt16) {
    self.init(unchecked: number)
    guard number <= HistogramBucket.last.number, floor < ceiling || number < 2 else { return nil }
  }

  init(unchecked number: UInt16) {
    self.number = number
  }

  /// The values that lie in the bucket, in µs.
  package var values: ClosedRange<UInt64> {
    number == 0 ? 0...0 : number == 1 ? 1...1 : floor + 1...ceiling
  }

  /// The time that stands for every value of the bucket: their harmonic middle, to a nanosecond.
  package var representative: TimeAmount {
    let (least, greatest) = (UInt128(values.lowerBound), UInt128(values.upperBound))
    guard greatest > 0 else { return .zero }
    let sum = least + greatest
    return TimeAmount(nanoseconds: Int64((2_000 * least * greatest + sum / 2) / sum))
  }

  /// The bucket of the smaller values first.
  package static func < (left: HistogramBucket, right: HistogramBucket) -> Bool {
    left.number < right.number
  }

  /// The greatest whole µs that is not greater than the lower bound; for numbers from 2 on.
  private var floor: UInt64 { HistogramBucket.whole(Int(number) - 2) }

  /// The same of the upper bound.
  private var ceiling: UInt64 { HistogramBucket.whole(Int(number) - 1) }

  /// 2^(index / 64), floored.
  private static func whole(_ index: Int) -> UInt64 {
    guard index >= 0 else { return 0 }
    return HistogramBounds.mantissas[index & 63] >> UInt64(63 - index >> 6)
  }

  /// How many bounds are less than `mantissa`, which has its top bit set.
  private static func bounds(below mantissa: UInt64) -> Int {
    let bounds = HistogramBounds.mantissas
    var (low, high) = (0, 64)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] < mantissa { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// The bounds of the buckets within one power of two.
enum HistogramBounds {
  /// 2^(63 + j/64) for j from 0 to 63, floored.
  ///
  /// Only the first is a whole number: what is greater than another one's floor is greater than it.
  static let mantissas: [UInt64] = [
    0x8000_0000_0000_0000, 0x8164_D1F3_BC03_0773, 0x82CD_8698_AC2B_A1D7, 0x843A_28C3_ACDE_4046,
    0x85AA_C367_CC48_7B14, 0x871F_6196_9E8D_1010, 0x8898_0E80_92DA_8527, 0x8A14_D575_496E_FD9A,
    0x8B95_C1E3_EA8B_D6E6, 0x8D1A_DF5B_7E5B_A9E5, 0x8EA4_398B_45CD_53C0, 0x9031_DC43_1466_B1DC,
    0x91C3_D373_AB11_C336, 0x935A_2B2F_13E6_E92B, 0x94F4_EFA8_FEF7_0961, 0x9694_2D37_2018_5A00,
    0x9837_F051_8DB8_A96F, 0x99E0_4593_20B7_FA64, 0x9B8D_39B9_D54E_5538, 0x9D3E_D9A7_2CFF_B750,
    0x9EF5_3260_91A1_11AD, 0xA0B0_510F_B971_4FC2, 0xA270_4303_0C49_6818, 0xA435_15AE_09E6_809E,
    0xA5FE_D6A9_B151_38EA, 0xA7CD_93B4_E965_3569, 0xA9A1_5AB4_EA7C_0EF8, 0xAB7A_39B5_A93E_D337,
    0xAD58_3EEA_42A1_4AC6, 0xAF3B_78AD_690A_4374, 0xB123_F581_D2AC_258F, 0xB311_C412_A911_2489,
    0xB504_F333_F9DE_6484, 0xB6FD_91E3_28D1_7791, 0xB8FB_AF47_62FB_9EE9, 0xBAFF_5AB2_133E_45FB,
    0xBD08_A39F_580C_36BE, 0xBF17_99B6_7A73_1082, 0xC12C_4CCA_6670_9456, 0xC346_CCDA_2497_6407,
    0xC567_2A11_5506_DADD, 0xC78D_74C8_ABB9_B15C, 0xC9B9_BD86_6E2F_27A2, 0xCBEC_14FE_F272_7C5C,
    0xCE24_8C15_1F84_80E3, 0xD063_33DA_EF2B_2594, 0xD2A8_1D91_F12A_E45A, 0xD4F3_5AAB_CFED_FA1F,
    0xD744_FCCA_D69D_6AF4, 0xD99D_15C2_78AF_D7B5, 0xDBFB_B797_DAF2_3755, 0xDE60_F482_5E0E_9123,
    0xE0CC_DEEC_2A94_E111, 0xE33F_8972_BE8A_5A51, 0xE5B9_06E7_7C83_48A8, 0xE839_6A50_3C4B_DC68,
    0xEAC0_C6E7_DD24_392E, 0xED4F_301E_D994_2B84, 0xEFE4_B99B_DCDA_F5CB, 0xF281_773C_59FF_B139,
    0xF525_7D15_2486_CC2C, 0xF7D0_DF73_0AD1_3BB8, 0xFA83_B2DB_722A_033A, 0xFD3E_0C0C_F486_C174,
  ]
}
