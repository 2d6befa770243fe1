/// One step of reading a document, in document order.
package struct YamlEvent: Hashable, Sendable {
  /// What was read.
  package let content: Content

  /// Where it begins.
  package let mark: YamlMark

  /// What the events are; a start has its end later, at the same depth.
  package enum Content: Hashable, Sendable {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    /// Stands for the node with this anchor.
    case alias(String)
    case scalar(YamlScalar, properties: Properties)
    case sequenceStart(Properties)
    case sequenceEnd
    case mappingStart(Properties)
    case mappingEnd
  }

  /// What can stand before a node.
  package struct Properties: Hashable, Sendable {
    /// The name after `&`.
    package let anchor: String?

    /// The tag, resolved: `!!str` is `tag:yaml.org,2002:str`.
    package let tag: String?

    /// Keeps both.
    package init(anchor: String? = nil, tag: String? = nil) {
      self.anchor = anchor
      self.tag = tag
    }
  }
}
