/// A column that is being read. It holds numbers until a cell turns up that is none.
final class ColumnBuilder {
    private(set) var isText = false
    /// How many rows were read as numbers before the column turned out to be text: their texts are gone, and have to be
    /// read a second time.
    private(set) var lost = 0

    private var numbers: [Double] = []
    private var codes: [Int32] = []
    private var coder = TextCoder()
    private var restored = 0

    var column: Column { isText ? .text(TextColumn(coder.texts, codes: codes)) : .numbers(numbers) }

    /// Goes on with text. Where all values so far are missing, none is lost.
    func turnToText() {
        isText = true
        lost = numbers.allSatisfy(\.isNaN) ? 0 : numbers.count
        codes = numbers.map { _ in -1 }
        numbers = []
    }

    /// Makes room for `count` rows if it is not there. What is reserved and never written to takes no memory.
    func reserve(_ count: Int) {
        if isText {
            if codes.capacity < count { codes.reserveCapacity(count) }
        } else if numbers.capacity < count {
            numbers.reserveCapacity(count)
        }
    }

    func append(_ block: TableBlock, column: Int) {
        if isText {
            block.append(column: column, to: &codes, of: &coder)
        } else {
            block.append(column: column, to: &numbers)
        }
    }

    /// Takes from a block that is read a second time what was lost.
    func restore(_ block: TableBlock, column: Int) {
        guard restored < lost else { return }
        var found: [Int32] = []
        block.append(column: column, to: &found, of: &coder)
        let count = min(found.count, lost - restored)
        codes.replaceSubrange(restored..<restored + count, with: found.prefix(count))
        restored += count
    }
}
