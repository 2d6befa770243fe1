import Console

@main
struct Entry {
  static func main() {
    ConsoleProgram.main()
  }
}
