import MienCharts
import Testing

@Suite("Charts of sound")
struct SoundChartTests {
    @Test("A waveform goes up along the greatest samples and back along the least")
    func waveform() throws {
        let samples: [Float] = (0..<48_000).map { $0 < 24_000 ? 0 : ($0 % 2 == 0 ? 0.5 : -1) }
        let root = try parse(WaveformChart(title: "Sound", samples: samples, sampleRate: 48_000).svg(width: 640))
        let outline = try #require(root.all("path").first).corners()
        let heights = outline.map(\.y)
        let half = outline.count / 2
        #expect(Set(heights[..<(half / 2 - 1)]).count == 1, "silence is flat")
        let (upper, lower) = (try #require(heights[..<half].min()), try #require(heights[half...].max()))
        let middle = heights[0]
        #expect(abs((lower - middle) / (middle - upper) - 2) < 0.05)
        #expect(root.all("text").contains { $0.text == "seconds" })
    }

    @Test("A spectrogram has its loudest cell darkest, low pitches below")
    func spectrogram() throws {
        // Two bands, four moments: the upper one is loud once.
        let chart = SpectrogramChart(
            title: "Sound", levels: [-80, -40, -40, -80, -80, -80, 0, -80], bands: 2, duration: 1,
            pitches: ["0 Hz", "8000 Hz"])
        let paths = try parse(chart.svg(width: 640)).all("path")
        #expect(paths.map { $0.attributes["fill-opacity"] } == ["0.5", "1"])
        let (middle, loud) = (try paths[0].corners(), try paths[1].corners())
        #expect(middle.count == 4 && loud.count == 4, "neighbours of one shade are one run")
        #expect(middle.map(\.y).min()! > loud.map(\.y).min()!)
        #expect(middle.map(\.x).min()! < loud.map(\.x).min()!)
    }
}
