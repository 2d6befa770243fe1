import Testing

/// What a shell offers when TAB is pressed.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct CompletionTests {
  private let scratch = Scratch()

  init() throws {
    let installed = try CommandResult(
      BuiltProducts.repository + "/scripts/install.sh",
      [BuiltProducts.folder, scratch.file("root"), "/usr"]
    )
    try #require(installed.ending == .exit(0), "\(installed.errors)")
  }

  /// What bash offers for the last word of `line`, by the script that is installed.
  private func offered(_ line: String) throws -> [String] {
    let script = scratch.file("root/usr/share/bash-completion/completions/constat")
    // As bash calls it: the words before the cursor, and the line.
    let result = try CommandResult(
      "/bin/bash",
      [
        "--norc", "-c",
        """
        PATH=\(BuiltProducts.folder):$PATH
        source "\(script)"
        COMP_LINE=$1 COMP_POINT=${#1}
        read -ra COMP_WORDS <<<"$1"
        [[ $1 == *' ' ]] && COMP_WORDS+=('')
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _constat constat "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\\n' "${COMPREPLY[@]}"
        """, "bash", line,
      ]
    )
    #expect(result.ending == .exit(0), "\(result.errors)")
    return result.output.split(separator: "\n").map { $0.trimmingPrefix(" ") }.map { word in
      String(word.reversed().drop { $0 == " " }.reversed())
    }.sorted()
  }

  @Test func `bash completes commands, options and values`() throws {
    #expect(try offered("constat re") == ["reload", "replay", "report", "reports"])
    #expect(try offered("constat reload --ti") == ["--timeout"])
    #expect(try offered("constat schema ") == ["agreement", "config"])
  }

  @Test func `agreements and checks come from the configuration`() throws {
    let stage = try Stage(ConfigurationText(url: "http://127.0.0.1:1/"))
    let report = "constat report --config \(stage.config) --store \(stage.store) "
    #expect(try offered(report) == ["shop"])
    let probe = "constat probe --config \(stage.config) w"
    #expect(try offered(probe) == ["web"])
    #expect(try offered("constat report --config /nowhere.yaml ") == [])
  }

  @Test func `zsh and fish have theirs where they look`() throws {
    let zsh = try #require(scratch.read("root/usr/share/zsh/site-functions/_constat"))
    #expect(zsh.hasPrefix("#compdef constat\n"))
    let fish = try #require(scratch.read("root/usr/share/fish/vendor_completions.d/constat.fish"))
    #expect(fish.contains("reload"))
    let bash = try #require(scratch.read("root/usr/share/bash-completion/completions/constat"))
    #expect(!bash.hasPrefix("#!"), "it is sourced, and no program")
  }
}
