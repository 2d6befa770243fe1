import Console

@main
struct Start {
  static func main() {
    ConsoleProgram.main()
  }
}
