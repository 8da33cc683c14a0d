import MienCharts

/// Names that folders and files may bring, each a way to break a document or its layout.
let hostileNames = [
    "<script>alert('x')</script>", "\"quotes\" & 'apostrophes'", "]]>", "<!-- ", "&amp;", "&#0;", "", " ",
    "control \u{0}\u{1}\u{8}\u{B}\u{1F}\u{7F}\u{85}\u{9F}", "noncharacter \u{FFFE}\u{FFFF}", "line\nbreak\r\nand\ttab",
    "😀👩‍👩‍👧‍👦🇪🇺", "日本語の名前", "right\u{202E}to left", "e\u{301}\u{302}\u{303}", String(repeating: "long ", count: 200),
]

/// Values that divide by zero, overflow or have no logarithm.
let oddValues: [[Double]] = [
    [], [1], [.nan], [.infinity], [-.infinity, .infinity], [.nan, .nan, .nan], [2.5, 2.5, 2.5], [0, 0], [-0.0],
    [1, .infinity, 3, .nan, 2, -.infinity, 4, 5], [1e308, -1e308, 1.7e308], [1e9, 1e9 + 3, 1e9 + 5],
    [.leastNonzeroMagnitude, 0], [.leastNormalMagnitude], [1e-300, 1e300], [-1, -2, -3], [1e16, 1e16 + 2],
    (0..<1000).map { 1 / Double($0 + 1) },
]

/// Charts of all kinds made from ``hostileNames`` and ``oddValues``, with what a failing test prints.
let oddCharts: [any Chart] =
    oddValues.flatMap { values -> [any Chart] in
        [
            LineChart(title: "Odd", series: [.init("odd", values)], bestEpoch: 2),
            LearningRateChart(.init(rates: values.map { abs($0) }, losses: values), title: "Odd"),
            LineChart(
                title: "Odd", series: [.init("odd", values), .init("short", [1])], style: .percent, bestEpoch: .max),
            LineChart(title: "Odd", series: [.init("odd", values)], division: .logarithmic, bestEpoch: .min),
            LineChart(title: "Odd", series: [.init("odd", [1, 2, 3])], over: .sizes("size", values), bestEpoch: 2),
            BarChart(title: "Odd", labels: ["one"], values: values, reference: .init("odd", values.last ?? .nan)),
            BarChart(
                title: "Odd", labels: [], values: values, style: .percent, reference: .init("first", values.first ?? 0)),
            BarChart(title: "Odd", labels: [], values: values, style: .count, measure: "odd").largestFirst(3),
            BoxChart(title: "Odd", groups: [.init("odd", values), .init("none", []), .init("one", [1])]),
            BoxChart(title: "Odd", groups: [.init("odd", values)], style: .percent, measure: "share"),
            ScatterChart(
                title: "Odd", groups: [.init("odd", x: values, y: values.reversed()), .init("none", x: [], y: [])]),
            ScatterChart(title: "Odd", groups: [.init("odd", x: values, y: [1, 2, 3])], xName: "x", yName: "y"),
            HeatMapChart(
                title: "Odd", rows: ["odd"], values: [Array(values.prefix(20)), [1]], centre: values.last ?? .nan),
            HeatMapChart(
                title: "Odd", rows: [], values: values.prefix(20).map { [$0, -$0] }, lowest: values.first,
                highest: values.last, style: .percent),
            HeatMapChart(
                title: "Odd", rows: [], values: [values, Array(values.prefix(9))], hidesUpperTriangle: true,
                style: .count),
            WaveformChart(title: "Odd", samples: values.map { Float($0) }, sampleRate: values.count, kept: 0...0.5),
            WaveformChart(title: "Odd", samples: values.map { Float($0) }, sampleRate: 0),
            SpectrogramChart(title: "Odd", levels: values.map { Float($0) }, bands: values.count % 4, duration: 1),
            SpectrogramChart(
                title: "Odd", levels: values.map { Float($0) }, bands: 1, duration: values.first ?? 0,
                pitches: hostileNames),
        ]
    }
    + hostileNames.flatMap { name -> [any Chart] in
        [
            LineChart(title: name, series: [.init(name, [1, 2]), .init(name, [2, 1])], bestEpoch: 1),
            LineChart(title: name, series: [.init(name, [1, 2])], over: .sizes(name, [1, 2])),
            BarChart(
                title: name, labels: [name, name], values: [0.5, 1], style: .percent, reference: .init(name, 0.5)),
            ConfusionMatrixChart(title: name, labels: [name, name], counts: [[1, 2], [3, 4]]),
            BarChart(title: name, countsOf: [name, name, "other"]),
            BoxChart(title: name, groups: [.init(name, [1, 2, 3, 9]), .init(name, [2])], measure: name),
            ScatterChart(
                title: name, groups: [.init(name, x: [1, 2], y: [2, 1]), .init(name, x: [3], y: [3])], xName: name,
                yName: name),
            HeatMapChart(title: name, rows: [name, name], values: [[1, -1], [.nan, 0.5]]),
        ]
    }
    + [
        LineChart(title: "No series", series: []),
        LineChart(title: "Ten series", series: (0..<10).map { .init("series \($0)", [Double($0), 1]) }),
        BarChart(title: "Names without values", labels: ["a", "b"], values: []),
        BoxChart(title: "No groups", groups: []), ScatterChart(title: "No groups", groups: []),
        HeatMapChart(title: "Nothing", rows: [], values: []), HeatMapChart(title: "Names", rows: ["a"], values: []),
        HeatMapChart(title: "Under one", rows: ["a"], values: [[1]], hidesUpperTriangle: true),
        HeatMapChart(title: "No columns", rows: ["a", "b"], columns: [], values: [[], []]),
        ConfusionMatrixChart(labels: [], counts: []), ConfusionMatrixChart(labels: ["a"], counts: []),
        ConfusionMatrixChart(labels: [], counts: [[1]]),
        ConfusionMatrixChart(labels: ["a", "b"], counts: [[], [1, -2, 3]]),
        ConfusionMatrixChart(labels: ["a", "b"], counts: [[.max, .max], [.max, .min]]),
        ConfusionMatrixChart(
            labels: (0..<20).map { "class \($0)" },
            counts: (0..<20).map { row in (0..<20).map { row == $0 ? 99_999 : 1 } }),
    ]
