import Sampling

/// The forms of constatd.yaml.
extension Shape {
  /// The whole file.
  static let configuration = Shape.keys(
    .file,
    [
      "vantage": .identifier, "store": .text, "retain": retain, "seal-key": .text,
      "timestamp": address,
      "resolver": .either([.words(["system"]), .list(.text, 1...8)]),
      "defaults": .keys(
        .defaults,
        ["interval": .duration, "timeout": .duration, "confirm": confirm]
      ),
      "checks": .named(check, limit: CheckLimits.checks),
      "agreements": .one(.text, orUpTo: 1_000),
      "claim-reminder": .either([.duration, .percentage]),
    ],
    needs: ["vantage", "checks"]
  )

  private static let address = Shape.pattern(
    "^[Hh][Tt][Tt][Pp][Ss]?://",
    example: "https://a.example/"
  )

  private static let retain = Shape.keys(
    .retain,
    [
      "samples": .duration, "hours": .duration, "days": .duration,
      "max-size": .pattern("^[0-9]+([MGT]B|[MGT]iB)$", example: "20GB"),
    ]
  )

  private static let confirm = Shape.keys(
    .confirm,
    ["down": .whole(1...100), "up": .whole(1...100)]
  )

  private static let check = Shape.keys(
    .check,
    [
      "http": address, "tcp": .pattern("^.+:[0-9]+$", example: "db.example:5432"),
      "interval": .duration, "timeout": .duration, "confirm": confirm, "expect": expect,
      "degraded": .keys(
        .degraded,
        Dictionary(uniqueKeysWithValues: KeyTable.degraded.known.map { ($0, Shape.duration) })
      ),
    ],
    oneOf: [["http"], ["tcp"]]
  )

  private static let expect = Shape.keys(
    .expect,
    [
      "status": .one(
        .pattern("^[1-5]([0-9]{2}|xx)(-[1-5][0-9]{2})?$", example: "2xx", orNumber: true),
        orUpTo: 1_000
      ),
      "header": .named(.text, limit: 64, names: "^[^ ]+$"), "body": .text,
    ]
  )
}
