/// Published terms, or terms of ours, as a draft of an agreement's file.
///
/// Its text is such a file with blanks where an agreement differs from the next: `<agreement>`,
/// `<currency|EUR>`. A blank may have a default behind the bar; without one it must be filled, or the
/// whole line is left out if it is a clause that nobody needs.
package struct AgreementTemplate: Hashable, Sendable {
  /// What is called for on the command line, such as `aws-ec2-region`.
  package let name: String
  /// The whole draft, with blanks.
  package let text: String

  /// The first line of the draft, which says what it is.
  package var title: String {
    let line = text.prefix { $0 != "\n" }
    return String(line.drop { $0 == "#" || $0 == " " })
  }

  /// How many lines ask for a comparison with the text that was signed.
  package var reviews: Int {
    text.split(separator: "\n").count { $0.contains("# REVIEW: ") }
  }

  /// The template `name`; nil if there is none.
  package init?(named name: String) {
    guard let found = AgreementTemplate.all.first(where: { $0.name == name }) else { return nil }
    self = found
  }

  /// A template of the bytes of its file.
  private init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Every template, published ones first.
  package static let all = [
    AgreementTemplate("aws-ec2-region", PackageResources.aws_ec2_region_yaml),
    AgreementTemplate("aws-s3-standard", PackageResources.aws_s3_standard_yaml),
    AgreementTemplate("azure-vm-zones", PackageResources.azure_vm_zones_yaml),
    AgreementTemplate("gcp-compute-multizone", PackageResources.gcp_compute_multizone_yaml),
    AgreementTemplate("ovh-kms", PackageResources.ovh_kms_yaml),
    AgreementTemplate("ovh-vmware", PackageResources.ovh_vmware_yaml),
    AgreementTemplate("scaleway-database", PackageResources.scaleway_database_yaml),
    AgreementTemplate("scaleway-registry", PackageResources.scaleway_registry_yaml),
    AgreementTemplate("fr-infogerance-24x7", PackageResources.fr_infogerance_24x7_yaml),
    AgreementTemplate("fr-heures-ouvrees", PackageResources.fr_heures_ouvrees_yaml),
  ]
}
