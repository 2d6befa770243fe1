/// A text as a YAML 1.2 scalar that reads as that text wherever it stands, in a flow mapping too.
enum YamlScalar {
  /// Plain if it is of letters, digits and a few signs, begins with one of the former and is no number's
  /// or truth's spelling that a reader could take for more; else between double quotes (YAML 1.2.2, 7.3.1).
  static func written(_ text: String) -> String {
    let isPlain =
      text.first.map(isWord) ?? false
      && text.allSatisfy { isWord($0) || " -_./".contains($0) } && text.last != " "
    return isPlain ? text : quoted(text)
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || ("0"..."9").contains(character)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        || [0x2028, 0x2029, 0xFEFF].contains(scalar.value):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
