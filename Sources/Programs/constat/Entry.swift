import ArgumentParser
import Console

@main
struct Entry {
  static func main() {
    Constat.main()
  }
}
