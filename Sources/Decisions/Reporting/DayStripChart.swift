import Chronology
import Judging

/// The days of a service as an SVG: a box for each, filled from below with what was not up.
///
/// Black is down, hatched is unknown, grey is excluded, dotted is not promised: it can be read
/// without colours, and whatever there was of a day has some height.
struct DayStripChart {
  /// The geometry, in units of the drawing.
  private enum Size {
    static let perRow = 31
    static let column = 18
    static let box = (width: 15, height: 48)
    static let row = 82
    static let legend = 20
    /// The least height of what took any time.
    static let least = 2
  }

  let sheet: ReportSheet
  let strip: ReportDetail.Strip
  /// Tells the names of its parts from those of other charts.
  let number: Int

  /// The drawing.
  var markup: Markup {
    let rows = (strip.days.count + Size.perRow - 1) / Size.perRow
    let height = rows * Size.row + Size.legend
    let width = Size.perRow * Size.column
    let name = "days-\(number)"
    return Markup(
      "svg",
      [
        "viewBox": "0 0 \(width) \(height)", "role": "img", "aria-labelledby": name,
        "font-size": "9", "font-family": "sans-serif",
      ],
      [
        Markup(
          "title",
          ["id": name],
          text: "\(sheet.page.days.capitalizedFirst)\(sheet.page.colon) \(strip.service)"
        ),
        Markup("defs", [:], [hatch, dots]),
      ] + strip.days.enumerated().flatMap { box($0.element, at: $0.offset) }
        + legend(at: height - 6)
    )
  }

  /// How what was not up is filled, from below.
  private func parts(of day: ServiceDay) -> [(length: Int64, fill: String)] {
    [
      (day.time.estimate, "#000"), (day.time.unknown, "url(#hatch-\(number))"),
      (day.time.excluded, "#aaa"), (day.unpromised + day.unjudged, "url(#dots-\(number))"),
    ]
  }

  private func box(_ day: ServiceDay, at index: Int) -> [Markup] {
    let x = index % Size.perRow * Size.column
    let top = index / Size.perRow * Size.row + 14
    var bottom = top + Size.box.height
    var shapes = [
      rect(x, top, Size.box.width, Size.box.height, fill: "#fff")
    ]
    for part in parts(of: day) where part.length > 0 {
      let share = Int(part.length * Int64(Size.box.height) / max(1, day.length))
      let height = min(max(Size.least, share), bottom - top)
      bottom -= height
      shapes.append(rect(x, bottom, Size.box.width, height, fill: part.fill))
    }
    let label = text(x + 2, top + Size.box.height + 10, "\(day.day.date.day)")
    let first = index % Size.perRow == 0 ? [text(x, top - 4, "\(day.day.date)")] : []
    let title = Markup("title", text: sheet.sentence(day))
    return [Markup("g", [:], [title] + shapes + [label])] + first
  }

  private func legend(at y: Int) -> [Markup] {
    let entries = [
      (sheet.words.up, "#fff"), (sheet.words.down, "#000"),
      (sheet.words.unknown, "url(#hatch-\(number))"), (sheet.page.excluded, "#aaa"),
      ("\(sheet.page.unpromised), \(sheet.page.unjudged)", "url(#dots-\(number))"),
    ]
    return entries.enumerated().flatMap { index, entry in
      [
        rect(index * 95, y - 9, 10, 10, fill: entry.1),
        text(index * 95 + 14, y, entry.0),
      ]
    }
  }

  private func rect(_ x: Int, _ y: Int, _ width: Int, _ height: Int, fill: String) -> Markup {
    Markup(
      "rect",
      [
        "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)", "fill": fill,
        "stroke": "#000", "stroke-width": "0.5",
      ],
      []
    )
  }

  private func text(_ x: Int, _ y: Int, _ text: String) -> Markup {
    Markup("text", ["x": "\(x)", "y": "\(y)"], text: text)
  }

  private var hatch: Markup {
    pattern("hatch-\(number)", Markup("path", ["d": "M0 4L4 0", "stroke": "#000"], []))
  }

  private var dots: Markup {
    pattern(
      "dots-\(number)",
      Markup("rect", ["width": "1", "height": "1", "fill": "#666"], [])
    )
  }

  private func pattern(_ id: String, _ shape: Markup) -> Markup {
    Markup(
      "pattern",
      ["id": id, "width": "4", "height": "4", "patternUnits": "userSpaceOnUse"],
      [Markup("rect", ["width": "4", "height": "4", "fill": "#fff"], []), shape]
    )
  }
}
