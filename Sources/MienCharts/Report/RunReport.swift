/// A run as one HTML file: figures, curves, tables and texts, readable anywhere and for good.
///
/// The file refers to nothing outside and runs no script. It follows the reader's light or dark theme, fits a phone,
/// and prints on white.
///
/// ```swift
/// var report = RunReport(title: "face-reference-3")
/// report.highlights = [.init("accuracy", "66.2%"), .init("macro F1", "0.608")]
/// report.facts = [.init("data", "fer2013, PublicTest, 3,589 images"), .init("seed", "1")]
/// report.sections = [
///     .init("Training", [.chart(loss), .chart(accuracy), .chart(learningRate)]),
///     .init("Test", [.chart(confusion), .chart(recall), .table(classes)]),
///     .init("Network", [.preformatted(summary)]),
/// ]
/// try report.write(to: "runs/face-reference-3/report.html")
/// ```
public struct RunReport: Sendable {
    /// The heading, and the name of the browser's tab.
    public var title: String
    /// A sentence under the heading; none if empty.
    public var subtitle: String
    /// The few numbers that a reader looks for first, shown large.
    public var highlights: [Fact]
    /// What describes the run: data, recipe, seed, duration, version.
    public var facts: [Fact]
    /// What went on that a reader should know before believing the numbers.
    public var messages: [Message]
    /// The body, in order. A section without contents is left out.
    public var sections: [Section]

    public init(
        title: String, subtitle: String = "", highlights: [Fact] = [], facts: [Fact] = [], messages: [Message] = [],
        sections: [Section] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.highlights = highlights
        self.facts = facts
        self.messages = messages
        self.sections = sections
    }

    /// Writes the report: to a temporary file beside it first, then renamed, so that it is never there in part.
    ///
    /// - Parameter path: the file; an older one is replaced, its folder has to exist.
    /// - Throws: ``ChartError/cannotWrite(file:reason:)``.
    public func write(to path: String) throws(ChartError) {
        try writeWhole(html, to: path)
    }
}

// MARK: - Parts

extension RunReport {
    /// A name and a value.
    public struct Fact: Sendable, Equatable {
        public var name: String
        public var value: String

        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// A remark on the run.
    public struct Message: Sendable, Equatable {
        public enum Kind: String, Sendable {
            case note = "Note"
            case warning = "Warning"
        }

        public var kind: Kind
        public var text: String

        public init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// A part of the body under a heading of its own.
    public struct Section: Sendable {
        public var title: String
        public var contents: [Content]

        public init(_ title: String, _ contents: [Content]) {
            self.title = title
            self.contents = contents
        }
    }

    /// A thing in a section. Charts and tables stand side by side where there is room.
    public enum Content: Sendable {
        /// A chart, and what there is to say about it, below.
        case chart(any Chart, caption: String = "")
        case table(Table)
        /// A paragraph.
        case text(String)
        /// A text in a fixed-width font with its lines as they are: a network's summary, a configuration.
        case preformatted(String)
    }

    /// Rows of texts under a header. The first column holds names, the others numbers, set flush right.
    public struct Table: Sendable, Equatable {
        /// What the table shows; none if empty.
        public var title: String
        /// The columns' names.
        public var header: [String]
        /// The cells, row by row. Missing ones are empty; the table is as wide as its widest row.
        public var rows: [[String]]
        /// Rows set apart below: averages, sums.
        public var footer: [[String]]

        public init(title: String = "", header: [String], rows: [[String]], footer: [[String]] = []) {
            self.title = title
            self.header = header
            self.rows = rows
            self.footer = footer
        }
    }
}
