import Testing

@testable import Drafting

/// What answers make of a template; ConfigFileTests reads every draft as an agreement.
@Suite struct AgreementDraftTests {
  private func answers() -> DraftAnswers {
    DraftAnswers(effective: "2026-12-01", customer: "Boutique SARL", checks: ["api"])
  }

  @Test func `answers fill the blanks, and defaults what was not answered`() throws {
    let template = try #require(AgreementTemplate(named: "ovh-kms"))
    let draft = try template.draft(answers())
    #expect(draft.contains("\nagreement: ovh-kms\n"))
    #expect(draft.contains("\neffective: 2026-12-01\n"))
    #expect(draft.contains("\n  provider: {name: OVHcloud}\n"))
    #expect(draft.contains("\n  customer: {name: Boutique SARL}\n"))
    #expect(draft.contains("\n    available-when: api\n"))
    #expect(!draft.contains("<"))
  }

  @Test func `without a fee its line is left out, with one it stands`() throws {
    let template = try #require(AgreementTemplate(named: "fr-heures-ouvrees"))
    var answers = answers()
    answers.provider = "ACME"
    #expect(try !template.draft(answers).contains("fee:"))
    answers.fee = "1200.00"
    #expect(try template.draft(answers).contains("\n    fee: {amount: 1200.00, per: month}\n"))
  }

  @Test func `what has no default must be answered`() throws {
    let template = try #require(AgreementTemplate(named: "fr-heures-ouvrees"))
    #expect(throws: DraftFault.unanswered(blank: "provider")) { try template.draft(answers()) }
  }

  @Test func `several checks are composed as the template says`() throws {
    var answers = answers()
    answers.checks = ["zone-a", "zone-b"]
    let zones = try #require(AgreementTemplate(named: "aws-ec2-region")).draft(answers)
    #expect(zones.contains("available-when: \"any(zone-a, zone-b)\""))
    let keys = try #require(AgreementTemplate(named: "ovh-kms")).draft(answers)
    #expect(keys.contains("available-when: \"all(zone-a, zone-b)\""))
  }

  @Test(arguments: [
    ("ACME", "ACME"), ("Boutique SARL", "Boutique SARL"), ("Société du Nord", "Société du Nord"),
    ("A: B", "\"A: B\""), ("{x}", "\"{x}\""), ("a, b", "\"a, b\""), ("x # y", "\"x # y\""),
    ("say \"so\"", "\"say \\\"so\\\"\""), ("back\\slash", "\"back\\\\slash\""),
    ("two\nlines", "\"two\\u000Alines\""), (" led by a space", "\" led by a space\""),
    ("", "\"\""), ("-", "\"-\""), ("a\u{85}b", "\"a\\u0085b\""),
  ])
  func `an answer stays one scalar`(_ text: String, _ written: String) {
    #expect(YamlScalar.written(text) == written)
  }

  @Test func `every template has a title and a name of its own`() {
    let names = AgreementTemplate.all.map(\.name)
    #expect(Set(names).count == names.count)
    for template in AgreementTemplate.all {
      #expect(!template.title.isEmpty)
      #expect(template.text.contains("name: \(template.name)"), "\(template.name)")
      let isMarked = template.text.contains("needs-review: true")
      #expect(isMarked == (template.reviews > 0), "\(template.name)")
    }
  }
}
