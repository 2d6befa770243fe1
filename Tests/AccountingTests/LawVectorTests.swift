import Chronology
import TestKit
import Testing

@testable import Accounting

/// The tables of vectors say what the law's vectors say.
@Suite struct LawVectorTests {
  /// A percentage that is floored to six decimals is the one that was rounded, or a millionth less.
  private func expect(_ floored: String, isRounded millionths: Int64, _ comment: Comment) throws {
    let digits = floored.split(separator: ".")
    let found = try #require(Int64(digits[0])) * 1_000_000 + #require(Int64(digits[1]))
    #expect((millionths - 1...millionths).contains(found), comment)
  }

  private func expectEqual(
    _ table: Vector,
    _ law: LawValue,
    _ pairs: [(String, String)]
  ) throws {
    for (name, path) in pairs {
      #expect(try table.text(name) == law.text(path), "\(table.id) \(name)")
    }
  }

  private func expectSpan(_ table: Vector, _ name: String, _ law: LawValue, _ path: String) throws {
    let ends = try [law.text("\(path).0"), law.text("\(path).1")]
    let isCivil = ends[0].contains("T")
    #expect(try table.text(name) == ends.joined(separator: isCivil ? "/" : "-"), "\(table.id)")
  }

  @Test(arguments: ["V1", "V2", "V3", "V3b"])
  func `windows`(id: String) throws {
    let (table, law) = (try Vector.one("figures", id), try LawVectors.one(id))
    try expectEqual(
      table,
      law,
      [
        ("down", "input.down_s"), ("target", "input.target"), ("whole", "expected.T_s"),
        ("whole", "expected.budget_num"),
      ]
    )
    #expect(
      try table.text("window") == "\(law.text("input.start"))/\(law.text("input.end"))"
    )
    #expect(try table.text("verdict") == (law.text("expected.met") == "true" ? "met" : "missed"))
    try expect(
      table.text("percent"),
      isRounded: law.millionths("expected.pct_6dp"),
      "\(id)"
    )
  }

  @Test func `exclusions and caps`() throws {
    let (four, law) = (try Vector.one("figures", "V4"), try LawVectors.one("V4"))
    try expectSpan(four, "window", law, "input.window")
    try expectSpan(four, "outage", law, "input.outage")
    try expectSpan(four, "work", law, "input.maintenance")
    try expectEqual(
      four,
      law,
      [
        ("target", "input.target"), ("asked", "input.min_notice_s"), ("notice", "input.notice_s"),
        ("down", "expected.down_net_s"), ("removed", "expected.E1.T_s"),
        ("available", "expected.E2.T_s"),
      ]
    )
    #expect(try law.text("expected.E1.met") == "false" && law.text("expected.E2.met") == "true")
    #expect(try four.text("removed_verdict") == "missed" && four.text("available_verdict") == "met")
    let (five, short) = (try Vector.one("figures", "V5"), try LawVectors.one("V5"))
    try expectEqual(
      five,
      short,
      [("notice", "input.notice_s"), ("down", "expected.down_net_s")]
    )
    #expect(
      try five.text("refused").split(separator: "-").joined(separator: "_")
        == short.text("expected.rejected")
    )
    for name in ["window", "outage", "work", "target", "asked"] {
      #expect(try five.text(name) == four.text(name))
    }
    let (six, cap) = (try Vector.one("figures", "V6"), try LawVectors.one("V6"))
    try expectSpan(six, "second", cap, "input.planned")
    try expectSpan(six, "outage", cap, "input.outage")
    try expectEqual(
      six,
      cap,
      [
        ("cap", "input.cap_s"), ("no_cap", "expected.no_cap"),
        ("planned", "expected.window_time"), ("downtime", "expected.downtime"),
      ]
    )
    let used = [try six.interval("first"), try six.interval("first_outage")]
      .map { $0.length.wholeMilliseconds / 1_000 }
    #expect(try used == [cap.number("input.used_window_s"), cap.number("input.used_downtime_s")])
  }

  @Test func `floors, bounds and minutes`() throws {
    let (seven, cut) = (try Vector.one("figures", "V7"), try LawVectors.one("V7"))
    try expectSpan(seven, "outage", cut, "input.outage")
    try expectEqual(
      seven,
      cut,
      [
        ("floor", "input.d_min_s"), ("june_down", "expected.june_s"),
        ("july_down", "expected.july_s"),
      ]
    )
    #expect(try seven.text("june").hasSuffix(cut.text("input.boundary")))
    let (eight, net) = (try Vector.one("figures", "V8"), try LawVectors.one("V8"))
    try expectSpan(eight, "outage", net, "input.outage_s")
    try expectSpan(eight, "work", net, "input.maint_s")
    try expectEqual(
      eight,
      net,
      [
        ("floor", "input.d_min_s"), ("net", "expected.net_rule"), ("whole", "expected.raw_rule"),
      ]
    )
    let (eleven, blind) = (try Vector.one("figures", "V11"), try LawVectors.one("V11"))
    try expectEqual(
      eleven,
      blind,
      [
        ("whole", "input.T_s"), ("down", "input.down_s"), ("unknown", "input.unknown_s"),
        ("target", "input.target"),
      ]
    )
    for (name, path) in [
      ("low", "lo"), ("estimate", "est"), ("high", "hi"), ("coverage", "coverage"),
    ] {
      try expect(eleven.text(name), isRounded: blind.millionths("expected.\(path)"), "V11 \(name)")
    }
    #expect(try blind.text("expected.verdict") == "INDETERMINATE")
    #expect(try eleven.text("verdict") == "undetermined")
    for id in ["V25", "V25b"] {
      let (minutes, law) = (try Vector.one("figures", id), try LawVectors.one(id))
      try expectSpan(minutes, "outage", law, "input.outage_s")
      #expect(try minutes.number("exact") == law.number("expected.exact"))
      #expect(try minutes.number("clock") == law.number("expected.clock") * 60)
      #expect(try minutes.number("minutes") == law.number("expected.outage") * 60)
    }
  }

  @Test func `slots and percentiles`() throws {
    let (sixteen, law) = (try Vector.one("figures", "V16"), try LawVectors.one("V16"))
    try expectEqual(
      sixteen,
      law,
      [
        ("slots", "input.slots"), ("bad_slots", "input.bad_slots"),
        ("bad_samples", "input.req_bad"), ("good_samples", "input.req_good"),
      ]
    )
    try expect(sixteen.text("mean"), isRounded: law.millionths("expected.mean"), "mean")
    try expect(sixteen.text("requests"), isRounded: law.millionths("expected.ratio"), "requests")
    let (rule, slots) = (try Vector.one("figures", "V16b"), try LawVectors.one("V16b"))
    let pairs = slots["input"]?["slots"]?.items ?? []
    // The law writes valid before failed.
    let written = try pairs.map { "\(try $0.text("1"))/\(try $0.text("0"))" }
    #expect(try rule.list("slots") == written)
    let answers = slots["expected"]?.items.map { $0.text == "true" ? "yes" : "no" }
    #expect(try rule.list("bad") == answers)
    #expect(try rule.text("least") == slots.text("input.n_min"))
    let (rank, values) = (try Vector.one("figures", "V21"), try LawVectors.one("V21"))
    #expect(try rank.list("values") == values["input"]?.items.compactMap(\.text))
    for name in ["p50", "p90", "p95"] {
      #expect(try rank.text(name) == values.text("expected.\(name)"))
    }
    #expect(try rank.text("share") == "8/10" && values.text("expected.ratio_le_200") == "0.8")
  }

  @Test func `clocks and credits`() throws {
    let (clock, law) = (try Vector.one("credits", "V13"), try LawVectors.one("V13"))
    try expectSpan(clock, "suspended", law, "input.suspend")
    try expectEqual(
      clock,
      law,
      [
        ("limit", "input.limit_s"), ("clock", "expected.clock_s"), ("wall", "expected.wall_s"),
        ("deadline", "expected.deadline"),
      ]
    )
    #expect(
      try clock.text("outage") == "\(law.text("input.start"))/\(law.text("input.restored"))"
    )
    let tiers = try LawVectors.one("V14")
    for table in Vector.all("credits", "V14.") where table.id != "V14.5" {
      let reached = String(try table.text("reached").dropLast())
      #expect(try table.text("percent") == tiers["expected"]?[reached]?.text, "\(table.id)")
    }
    let hours = try LawVectors.one("V15")
    for table in Vector.all("credits", "V15.") {
      let down = try table.text("down")
      for counting in ["complete", "started"] {
        #expect(
          try table.text(counting) == hours["expected"]?[counting]?[down]?.text,
          "\(table.id) \(counting)"
        )
      }
    }
  }

  @Test func `compositions`() throws {
    let (two, law) = (try Vector.one("composition", "V17"), try LawVectors.one("V17"))
    try expectSpan(two, "a", law, "input.a")
    try expectSpan(two, "b", law, "input.b")
    try expectEqual(
      two,
      law,
      [
        ("whole", "input.T_s"), ("all", "expected.serial_s"), ("any", "expected.parallel_s"),
      ]
    )
    let states = try LawVectors.one("V18")
    for (index, table) in Vector.all("composition", "V18.").enumerated() {
      try expectEqual(
        table,
        states,
        [
          ("parts", "input.\(index)"), ("two", "expected.k2.\(index)"),
          ("all", "expected.serial.\(index)"), ("any", "expected.parallel.\(index)"),
        ]
      )
    }
  }
}
