/// The places at which each of `names` stands, in the order in which the names come first.
func placesByName(_ names: some Sequence<String>) -> [(name: String, places: [Int])] {
    var indices: [String: Int] = [:]
    var groups: [(name: String, places: [Int])] = []
    for (place, name) in names.enumerated() {
        if let index = indices[name] {
            groups[index].places.append(place)
        } else {
            indices[name] = groups.count
            groups.append((name, [place]))
        }
    }
    return groups
}
