import Agreement
import Chronology

/// What was left of a budget of time at the end of each day, as an SVG.
struct BurnDownChart {
  /// The geometry, in units of the drawing.
  private enum Size {
    static let width = 558
    static let height = 172
    static let left = 44
    static let top = 10
    /// From the whole budget to none of it.
    static let whole: Int64 = 100
  }

  let sheet: ReportSheet
  let burnDown: ReportDetail.BurnDown
  /// Tells the names of its parts from those of other charts.
  let number: Int

  /// `Budget left, availability: 0:44:34.800, spent 0:45:00 (100.9 %)`.
  static func caption(of burnDown: ReportDetail.BurnDown, _ sheet: ReportSheet) -> String {
    let spent = burnDown.points.last?.spent ?? 0
    let share = percentText(part: spent, of: burnDown.total, decimals: 1)
    let name = "\(sheet.page.left.of), \(burnDown.objective)\(sheet.page.colon)"
    return "\(name) \(sheet.words.clock(burnDown.total)), "
      + "\(sheet.page.left.spentAll) \(sheet.words.clock(spent)) (\(sheet.words.percent(share)))"
  }

  /// The drawing.
  var markup: Markup {
    let name = "budget-\(number)"
    let title = Self.caption(of: burnDown, sheet)
    return Markup(
      "svg",
      [
        "viewBox": "0 0 \(Size.width) \(Size.height)", "role": "img", "aria-labelledby": name,
        "font-size": "9", "font-family": "sans-serif",
      ],
      [Markup("title", ["id": name], text: title)]
        + [100, 50, 0, -50].flatMap { level(at: $0) } + [curve] + dates
    )
  }

  private var curve: Markup {
    let start = "M\(x(burnDown.window.start)) \(Size.top)"
    let steps = burnDown.points.map { "L\(x($0.instant)) \(y(spent: $0.spent))" }
    return Markup(
      "path",
      ["d": ([start] + steps).joined(), "fill": "none", "stroke": "#000", "stroke-width": "1.5"],
      []
    )
  }

  /// The line of so many percent of the budget.
  private func level(at percent: Int) -> [Markup] {
    let y = Size.top + 100 - percent
    return [
      Markup(
        "line",
        [
          "x1": "\(Size.left)", "y1": "\(y)", "x2": "\(Size.width)", "y2": "\(y)", "stroke": "#000",
          "stroke-width": percent == 0 ? "1" : "0.25",
        ],
        []
      ),
      Markup(
        "text",
        ["x": "\(Size.left - 6)", "y": "\(y + 3)", "text-anchor": "end"],
        text: percent < 0 ? "−\(-percent) %" : "\(percent) %"
      ),
    ]
  }

  /// The first and the last date of the window.
  private var dates: [Markup] {
    let zone = sheet.report.zone
    let first = CivilTime(burnDown.window.start, in: zone).date
    let last = CivilTime(burnDown.window.end - .milliseconds(1), in: zone).date
    let ends = [(Size.left, "start", first), (Size.width, "end", last)]
    return ends.map { x, anchor, date in
      Markup(
        "text",
        ["x": "\(x)", "y": "\(Size.height - 2)", "text-anchor": anchor],
        text: "\(date)"
      )
    }
  }

  private func x(_ instant: Instant) -> Int {
    let length = max(1, burnDown.window.length.wholeMilliseconds)
    let passed = (instant - burnDown.window.start).wholeMilliseconds
    return Size.left + Int(passed * Int64(Size.width - Size.left) / length)
  }

  private func y(spent: Int64) -> Int {
    let limit = burnDown.total + burnDown.total / 2
    let scaled = Int128(min(spent, limit)) * Int128(Size.whole) / Int128(burnDown.total)
    return Size.top + Int(scaled)
  }
}
