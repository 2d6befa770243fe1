import Chronology

/// The latencies of one check by UTC day, as an SVG: median, 95th and 99th percentile.
///
/// They come from histograms of the record, which are off by at most 0.55 %: they show how the month
/// went, and no verdict rests on them. A day without answers leaves a gap.
struct LatencyChart {
  /// The geometry, in units of the drawing.
  private enum Size {
    static let width = 558
    static let left = 52
    static let top = 10
    static let height = 100
    static let dates = top + height + 12
    static let legend = dates + 16
  }

  /// How a percentile is drawn, so that it is told from others without colours.
  private struct Pen {
    let name: String
    let width: String
    let dashes: String
    let value: KeyPath<ReportDetail.LatencyDay, TimeAmount>
  }

  private static var pens: [Pen] {
    [
      Pen(name: "p50", width: "1", dashes: "1 2", value: \.median),
      Pen(name: "p95", width: "1", dashes: "5 2", value: \.p95),
      Pen(name: "p99", width: "1.5", dashes: "none", value: \.p99),
    ]
  }

  let sheet: ReportSheet
  let latency: ReportDetail.Latency
  /// Tells the names of its parts from those of other charts.
  let number: Int

  /// The drawing.
  var markup: Markup {
    let name = "latency-\(number)"
    let title = "\(sheet.page.latency.capitalizedFirst)\(sheet.page.colon) \(latency.check)"
    return Markup(
      "svg",
      [
        "viewBox": "0 0 \(Size.width) \(Size.legend + 4)", "role": "img", "aria-labelledby": name,
        "font-size": "9", "font-family": "sans-serif",
      ],
      [Markup("title", ["id": name], text: title)] + levels
        + Self.pens.flatMap { curves($0) } + dates + legend
    )
  }

  /// What the top of the drawing stands for: 1, 2 or 5 of some power of ten ms.
  private var ceiling: TimeAmount {
    let highest = latency.days.map(\.p99).max() ?? .zero
    var step = TimeAmount.milliseconds(1)
    while true {
      for factor in [1, 2, 5] as [Int64] where step * factor >= highest { return step * factor }
      step = step * 10
    }
  }

  private var levels: [Markup] {
    (0...2).flatMap { half -> [Markup] in
      let y = Size.top + Size.height - half * Size.height / 2
      let time = TimeAmount(nanoseconds: ceiling.nanoseconds * Int64(half) / 2)
      return [
        Markup(
          "line",
          [
            "x1": "\(Size.left)", "y1": "\(y)", "x2": "\(Size.width)", "y2": "\(y)",
            "stroke": "#000", "stroke-width": half == 0 ? "1" : "0.25",
          ],
          []
        ),
        text(Size.left - 6, y + 3, "end", sheet.words.span(time)),
      ]
    }
  }

  /// A line through the days that follow each other, and one more after each gap.
  private func curves(_ pen: Pen) -> [Markup] {
    var paths: [String] = []
    var last: Int64?
    for day in latency.days {
      let point = "\(x(day.day)) \(y(day[keyPath: pen.value]))"
      if let last, last + 1 == day.day {
        paths[paths.count - 1] += "L\(point)"
      } else {
        // A day by itself is a dot: a line of no length with a round end.
        paths.append("M\(point)l0 0")
      }
      last = day.day
    }
    return paths.map { path in
      Markup(
        "path",
        [
          "d": path, "fill": "none", "stroke": "#000", "stroke-width": pen.width,
          "stroke-dasharray": pen.dashes, "stroke-linecap": "round",
        ],
        []
      )
    }
  }

  private var dates: [Markup] {
    [(Size.left, "start", latency.span.lowerBound), (Size.width, "end", latency.span.upperBound)]
      .map {
        text($0, Size.dates, $1, "\(CivilDate(daysSinceEpoch: $2))")
      }
  }

  private var legend: [Markup] {
    Self.pens.enumerated().flatMap { index, pen -> [Markup] in
      let x = Size.left + index * 90
      return [
        Markup(
          "path",
          [
            "d": "M\(x) \(Size.legend - 3)l24 0", "fill": "none", "stroke": "#000",
            "stroke-width": pen.width, "stroke-dasharray": pen.dashes,
          ],
          []
        ),
        text(x + 30, Size.legend, "start", pen.name),
      ]
    }
  }

  private func text(_ x: Int, _ y: Int, _ anchor: String, _ text: String) -> Markup {
    Markup("text", ["x": "\(x)", "y": "\(y)", "text-anchor": anchor], text: text)
  }

  private func x(_ day: Int64) -> Int {
    let days = max(1, latency.span.upperBound - latency.span.lowerBound)
    return Size.left + Int((day - latency.span.lowerBound) * Int64(Size.width - Size.left) / days)
  }

  private func y(_ time: TimeAmount) -> Int {
    let scaled = Int128(time.nanoseconds) * Int128(Size.height) / Int128(ceiling.nanoseconds)
    return Size.top + Size.height - Int(scaled)
  }
}
