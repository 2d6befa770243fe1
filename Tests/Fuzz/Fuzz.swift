import Glibc

// libFuzzer over one decoder: `constat-fuzz DECODER [arguments of libFuzzer]`; `constat-fuzz seeds DIR`
// writes what each decoder starts from; `constat-fuzz list` names the decoders. `main` is libFuzzer's.

/// What libFuzzer calls first: it sees the arguments behind the decoder's name.
@_cdecl("LLVMFuzzerInitialize")
public func begin(
  _ count: UnsafeMutablePointer<CInt>,
  _ list: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>
) -> CInt {
  let arguments = CommandLine.arguments
  switch arguments.dropFirst().first {
  case "list":
    for decoder in Decoder.allCases { print(decoder.rawValue) }
    exit(0)
  case "seeds":
    Seeds.write(to: arguments.dropFirst(2).first ?? ".")
    exit(0)
  case let name?:
    guard Decoder(rawValue: name) != nil else {
      print("there is no decoder \(name)")
      exit(2)
    }
    unsafe list.pointee[1] = list.pointee[0]
    unsafe list.pointee += 1
    unsafe count.pointee -= 1
    Patience.begin()
    return 0
  case nil:
    print("name a decoder: `constat-fuzz list`")
    exit(2)
  }
}

/// What libFuzzer calls with every input.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe [UInt8](UnsafeBufferPointer(start: start, count: count))
  unsafe Patience.begun += 1
  Decoder.chosen.run(bytes)
  return 0
}
