import Mien

/// Divisions of examples into `count` parts, each of which is the validation data of a training once.
///
/// ```swift
/// for (training, validation) in faces.folds(.stratified(faces.labels), count: 5, seed: 7) { … }
/// ```
///
/// Without a seed they are those of scikit-learn without shuffling.
public enum Folds: Sendable, Equatable {
    /// Parts of equal size in the examples' order: `KFold`.
    case plain
    /// Parts with the same mixture of classes: `StratifiedKFold`.
    case stratified([Int])
    /// All examples of a group, such as a person, are in one part, and the parts are about equally large: `GroupKFold`.
    case grouped([Int])

    /// The parts: for each the numbers of its examples, in their order.
    ///
    /// - Parameters:
    ///   - count: the number of examples.
    ///   - parts: the number of parts.
    ///   - seed: decides who goes where; without one it is the examples' order.
    /// - Throws: ``TrainingError/badOption(owner:option:found:expected:)`` where there are fewer examples, or groups, than
    ///   parts, or every class has fewer examples.
    public func indices(count: Int, parts: Int, seed: UInt64? = nil) throws -> [[Int]] {
        require(parts > 1, "Folds: at least two parts are needed, found \(parts)")
        var random = seed.map { RandomStream(seed: $0, purpose: .split, 2) }
        let places: [Int]
        switch self {
        case .plain:
            try check(count, parts, "examples")
            places = cut(random?.permutation(count) ?? Array(0..<count), into: parts)
        case .stratified(let labels):
            require(labels.count == count, "Folds: \(labels.count) labels for \(count) examples")
            places = try stratified(labels, parts, &random)
        case .grouped(let groups):
            require(groups.count == count, "Folds: \(groups.count) groups for \(count) examples")
            places = try grouped(groups, parts, &random)
        }
        return members(ofEach: parts, places)
    }

    /// The parts that scikit-learn makes with `shuffle=True`: for each the numbers of its examples, in their order.
    ///
    /// Groups are then drawn, as many for each part, however large they are.
    ///
    /// - Parameters:
    ///   - count: the number of examples.
    ///   - parts: the number of parts.
    ///   - randomState: scikit-learn's `random_state`.
    /// - Throws: as ``indices(count:parts:seed:)``.
    public func indices(count: Int, parts: Int, randomState: UInt32) throws -> [[Int]] {
        require(parts > 1, "Folds: at least two parts are needed, found \(parts)")
        var random = MersenneTwister(seed: randomState)
        var places: [Int]
        switch self {
        case .plain:
            try check(count, parts, "examples")
            places = cut(random.permutation(count), into: parts)
        case .stratified(let labels):
            require(labels.count == count, "Folds: \(labels.count) labels for \(count) examples")
            places = [Int](repeating: 0, count: count)
            for (members, dealt) in try deal(labels, parts) {
                var shuffled = dealt
                random.shuffle(&shuffled)
                for (member, part) in zip(members, shuffled) { places[member] = part }
            }
        case .grouped(let groups):
            require(groups.count == count, "Folds: \(groups.count) groups for \(count) examples")
            let names = Set(groups).sorted()
            try check(names.count, parts, "groups")
            let partOfName = Dictionary(
                uniqueKeysWithValues: zip(names, cut(random.permutation(names.count), into: parts)))
            places = groups.compactMap { partOfName[$0] }
        }
        return members(ofEach: parts, places)
    }

    /// The examples of each part, if `places` has the part of each example.
    private func members(ofEach parts: Int, _ places: [Int]) -> [[Int]] {
        var members = [[Int]](repeating: [], count: parts)
        for (index, part) in places.enumerated() { members[part].append(index) }
        return members
    }

    /// The part of each example, if those that are next to each other in `order` stay together.
    private func cut(_ order: [Int], into parts: Int) -> [Int] {
        var places = [Int](repeating: 0, count: order.count)
        for (place, index) in order.enumerated() { places[index] = plainPart(place, order.count, parts) }
        return places
    }

    private func check(_ found: Int, _ parts: Int, _ what: String) throws {
        guard found >= parts else {
            throw TrainingError.badOption(
                owner: "Folds", option: "\(parts) parts", found: "\(found)", expected: "at least as many \(what)")
        }
    }

    /// The first parts are larger by one where the count is no multiple.
    private func plainPart(_ place: Int, _ count: Int, _ parts: Int) -> Int {
        let (size, larger) = (count / parts, count % parts)
        let border = larger * (size + 1)
        return place < border ? place / (size + 1) : larger + (place - border) / size
    }

    private func stratified(_ labels: [Int], _ parts: Int, _ random: inout RandomStream?) throws -> [Int] {
        var places = [Int](repeating: 0, count: labels.count)
        for (members, dealt) in try deal(labels, parts) {
            let order = random?.permutation(members.count) ?? Array(members.indices)
            for (index, position) in order.enumerated() { places[members[position]] = dealt[index] }
        }
        return places
    }

    /// The examples of each class, and as many numbers of parts, in order.
    ///
    /// Scikit-learn's: the sorted labels are dealt out like cards, which says how many of each class a part gets.
    private func deal(_ labels: [Int], _ parts: Int) throws -> [(members: [Int], dealt: [Int])] {
        var classes: [Int] = []
        for label in labels where !classes.contains(label) { classes.append(label) }
        let members = classes.map { label in labels.indices.filter { labels[$0] == label } }
        try check(members.map(\.count).max() ?? 0, parts, "examples of a class")
        let sorted = members.enumerated().flatMap { place, members in members.map { _ in place } }
        return members.enumerated().map { place, members in
            let counts = (0..<parts).map { part in
                stride(from: part, to: sorted.count, by: parts).count { sorted[$0] == place }
            }
            return (members, counts.enumerated().flatMap { part, count in [Int](repeating: part, count: count) })
        }
    }

    /// Scikit-learn's: the largest group goes into the part that has the fewest examples so far.
    private func grouped(_ groups: [Int], _ parts: Int, _ random: inout RandomStream?) throws -> [Int] {
        let members = Dictionary(grouping: groups.indices, by: { groups[$0] }).sorted { $0.key < $1.key }.map(\.value)
        try check(members.count, parts, "groups")
        // Of equal ones the last first, as scikit-learn's reversed order has it; with a seed in any order.
        let shuffled = random?.permutation(members.count) ?? Array(members.indices.reversed())
        let order = shuffled.enumerated().sorted {
            let sizes = (members[$0.element].count, members[$1.element].count)
            return sizes.0 == sizes.1 ? $0.offset < $1.offset : sizes.0 > sizes.1
        }
        var sizes = [Int](repeating: 0, count: parts)
        var places = [Int](repeating: 0, count: groups.count)
        for group in order.map({ members[$0.element] }) {
            let part = sizes.indices.min(by: { sizes[$0] < sizes[$1] }) ?? 0
            sizes[part] += group.count
            for index in group { places[index] = part }
        }
        return places
    }
}

extension Dataset {
    /// The data set in `count` ways as training and validation data: each part is the validation data once.
    ///
    /// - Parameters:
    ///   - folds: what the division heeds.
    ///   - count: the number of parts.
    ///   - seed: decides who goes where; without one it is the examples' order.
    public func folds(
        _ folds: Folds = .plain, count: Int, seed: UInt64? = nil
    ) throws -> [(training: Subset<Self>, validation: Subset<Self>)] {
        try folds.indices(count: self.count, parts: count, seed: seed).map { part in
            let held = Set(part)
            return (
                Subset(self, indices: (0..<self.count).filter { !held.contains($0) }), Subset(self, indices: part)
            )
        }
    }

    /// Two parts of the data set, drawn with the seed, that share no group, such as a person.
    ///
    /// - Parameters:
    ///   - groups: the group of each example.
    ///   - fraction: the second part's share of the groups, rounded up as scikit-learn's `GroupShuffleSplit` does.
    ///   - seed: decides which groups go where.
    /// - Returns: both parts, their examples in their former order.
    public func groupedSplit(
        groups: [Int], fraction: Double, seed: UInt64
    ) -> (first: Subset<Self>, second: Subset<Self>) {
        require((0...1).contains(fraction), "groupedSplit: a fraction in 0 … 1 is expected, found \(fraction)")
        require(groups.count == count, "groupedSplit: \(groups.count) groups for \(count) examples")
        let names = Set(groups).sorted()
        var random = RandomStream(seed: seed, purpose: .split, 3)
        let share = Int((fraction * Double(names.count)).rounded(.up))
        let held = Set(random.permutation(names.count).prefix(share).map { names[$0] })
        return (
            Subset(self, indices: groups.indices.filter { !held.contains(groups[$0]) }),
            Subset(self, indices: groups.indices.filter { held.contains(groups[$0]) })
        )
    }
}
