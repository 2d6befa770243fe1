/// Puts events together to nodes, within limits.
struct YamlBuilder: ~Copyable {
  private var parser: YamlParser
  private let limits: YamlLimits
  private var nodes = 0
  private var anchors: [String: Built] = [:]
  private var openAnchors: Set<String> = []

  /// What didn't stop the reading.
  private(set) var problems: [YamlError] = []

  /// A node with what it counts for when an alias repeats it.
  private struct Built {
    let node: YamlNode
    var nodes = 1
    var height = 1
  }

  /// Prepares to read all of `parser`.
  init(_ parser: consuming YamlParser, limits: YamlLimits) {
    self.parser = parser
    self.limits = limits
  }

  /// Reads a stream of exactly one document.
  mutating func document() throws(YamlError) -> YamlNode {
    _ = try parser.next()
    let start = try parser.next()
    guard start.content != .streamEnd else { throw YamlError(.empty, at: .start) }
    let first = try parser.next()
    let root = try node(first, depth: 1).node
    _ = try parser.next()
    let end = try parser.next()
    guard end.content == .streamEnd else { throw YamlError(.severalDocuments, at: end.mark) }
    if case .scalar(let scalar) = root.content, scalar.isNull {
      throw YamlError(.empty, at: root.mark)
    }
    return root
  }

  /// Reads the node that begins with `event`.
  private mutating func node(_ event: YamlEvent, depth: Int) throws(YamlError) -> Built {
    try require(depth: depth, nodes: 1, at: event.mark)
    switch event.content {
    case .alias(let name): return try alias(name, depth: depth, at: event.mark)
    case .scalar(let scalar, let properties):
      try check(tag: properties.tag, among: scalarTags, at: event.mark)
      let built = Built(node: YamlNode(.scalar(scalar), at: event.mark))
      close(open(properties.anchor), built)
      return built
    case .sequenceStart(let properties):
      try check(tag: properties.tag, among: sequenceTags, at: event.mark)
      let anchor = open(properties.anchor)
      let built = try sequence(depth: depth, at: event.mark)
      close(anchor, built)
      return built
    case .mappingStart(let properties):
      try check(tag: properties.tag, among: mappingTags, at: event.mark)
      let anchor = open(properties.anchor)
      let built = try mapping(depth: depth, at: event.mark)
      close(anchor, built)
      return built
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      // libyaml's grammar has none of these where a node is due.
      throw YamlError(.empty, at: event.mark)
    }
  }

  private mutating func sequence(depth: Int, at mark: YamlMark) throws(YamlError) -> Built {
    var items: [YamlNode] = []
    var (nodes, height) = (1, 1)
    while true {
      let event = try parser.next()
      if event.content == .sequenceEnd { break }
      let item = try node(event, depth: depth + 1)
      items.append(item.node)
      nodes += item.nodes
      height = max(height, item.height + 1)
    }
    return Built(node: YamlNode(.sequence(items), at: mark), nodes: nodes, height: height)
  }

  private mutating func mapping(depth: Int, at mark: YamlMark) throws(YamlError) -> Built {
    var entries: [YamlEntry] = []
    var marks: [String: YamlMark] = [:]
    var (nodes, height) = (1, 1)
    while true {
      let event = try parser.next()
      if event.content == .mappingEnd { break }
      let key = try node(event, depth: depth + 1)
      let value = try node(try parser.next(), depth: depth + 1)
      nodes += key.nodes + value.nodes
      height = max(height, key.height + 1, value.height + 1)
      guard case .scalar(let scalar) = key.node.content else {
        try report(.keyKind, at: event.mark)
        continue
      }
      if let first = marks[scalar.text] {
        try report(.duplicateKey(scalar.text, first: first), at: event.mark)
      } else if scalar.text == "<<", scalar.style == .plain {
        try report(.mergeKey, at: event.mark)
      } else {
        marks[scalar.text] = event.mark
        entries.append(YamlEntry(key: scalar.text, mark: event.mark, value: value.node))
      }
    }
    return Built(node: YamlNode(.mapping(entries), at: mark), nodes: nodes, height: height)
  }

  private mutating func alias(
    _ name: String,
    depth: Int,
    at mark: YamlMark
  ) throws(YamlError) -> Built {
    // An open anchor hides a closed one of the same name.
    if openAnchors.contains(name) { throw YamlError(.recursiveAlias(name), at: mark) }
    guard let built = anchors[name] else { throw YamlError(.unknownAlias(name), at: mark) }
    // The alias itself is counted already.
    try require(depth: depth + built.height - 1, nodes: built.nodes - 1, at: mark)
    return built
  }

  /// Counts `nodes` more, the deepest of them at `depth`.
  private mutating func require(depth: Int, nodes: Int, at mark: YamlMark) throws(YamlError) {
    guard depth <= limits.depth else { throw YamlError(.depth(limit: limits.depth), at: mark) }
    self.nodes += nodes
    guard self.nodes <= limits.nodes else { throw YamlError(.nodes(limit: limits.nodes), at: mark) }
  }

  private mutating func open(_ anchor: String?) -> String? {
    if let anchor { openAnchors.insert(anchor) }
    return anchor
  }

  private mutating func close(_ anchor: String?, _ built: Built) {
    // An inner node of the same name has closed it: it began later, so aliases stand for that one.
    guard let anchor, openAnchors.remove(anchor) != nil else { return }
    anchors[anchor] = built
  }

  private mutating func check(
    tag: String?,
    among allowed: Set<String>,
    at mark: YamlMark
  ) throws(YamlError) {
    guard let tag else { return }
    let core = "tag:yaml.org,2002:"
    if tag.hasPrefix(core), allowed.contains(String(tag.dropFirst(core.count))) { return }
    try report(.tag(tag), at: mark)
  }

  /// Gathers a problem, or stops with it if there are enough.
  private mutating func report(_ problem: YamlProblem, at mark: YamlMark) throws(YamlError) {
    guard problems.count < limits.problems else { throw YamlError(problem, at: mark) }
    problems.append(YamlError(problem, at: mark))
  }
}

/// Tags of the core schema (YAML 1.2.2, 10.3) that a scalar may have.
private let scalarTags: Set<String> = ["str", "int", "float", "bool", "null"]
private let sequenceTags: Set<String> = ["seq"]
private let mappingTags: Set<String> = ["map"]
