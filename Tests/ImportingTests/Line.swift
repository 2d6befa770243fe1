import Chronology
import Importing
import Sampling

/// The series of every test, and a clock that stands at 2026-06-01.
let series = SeriesID(number: 7)
let now = Instant(seconds: 1_780_272_000)

/// A line with all keys.
let fullLine =
  #"{"at": "2026-03-14T09:41:07.250Z", "outcome": "down", "cause": "http-5xx", "#
  + #""total_us": 81234, "status": 503}"#

/// The sample of one line, or its fault.
func reading(_ line: String) -> Result<Sample, ImportFault> {
  reading(Array(line.utf8))
}

func reading(_ line: [UInt8]) -> Result<Sample, ImportFault> {
  Result { () throws(ImportFault) in
    try ImportLine.read(line, number: 3, series: series, now: now)
  }
}

/// The fault of one line; nil if it is accepted.
func fault(_ line: String) -> ImportFault? {
  guard case .failure(let fault) = reading(line) else { return nil }
  return fault
}

/// What a file of these bytes holds, read in one chunk.
func importing(
  _ bytes: [UInt8],
  sampleLimit: Int = ImportFile.mostSamples
) -> Result<ImportReading, ImportRefusal> {
  var file = ImportFile(series: series, now: now, sampleLimit: sampleLimit)
  file.append(bytes)
  return finished(file)
}

func finished(_ file: ImportFile) -> Result<ImportReading, ImportRefusal> {
  Result { () throws(ImportRefusal) in try file.finish() }
}

func importing(_ text: String) -> Result<ImportReading, ImportRefusal> {
  importing(Array(text.utf8))
}

/// Why a file of this text is refused; nil if it isn't.
func refusal(_ text: String) -> ImportRefusal? {
  guard case .failure(let refusal) = importing(text) else { return nil }
  return refusal
}

/// A short line at so many seconds after 2026-01-01.
func line(_ second: Int, _ outcome: String = "up") -> String {
  #"{"at": \#(1_767_225_600_000 + second * 1_000), "outcome": "\#(outcome)"}"#
}
