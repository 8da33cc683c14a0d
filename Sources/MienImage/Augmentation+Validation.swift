extension Augmentation {
    /// Throws the first field that is out of its range, by name. Decoding does this; ``apply(to:width:height:channels:random:)``
    /// traps.
    public func validate() throws(ImageError) {
        if let fault { throw fault }
    }

    /// The first field that is out of its range.
    var fault: ImageError? {
        fault("horizontalFlip", horizontalFlip, 0...1) ?? fault("rotation", rotation, 0...180)
            ?? fault("shift", shift, 0...1) ?? fault("zoom", zoom, 0.1...10)
            ?? fault("cropPadding", cropPadding, 0...1000) ?? fault("brightness", brightness, -1...1)
            ?? fault("contrast", contrast, 0...10) ?? fault("erasing.probability", erasing.probability, 0...1)
            ?? fault("erasing.area", erasing.area, 0...1)
    }

    private func fault<Value>(_ field: String, _ value: Value, _ range: ClosedRange<Value>) -> ImageError? {
        if range.contains(value) { return nil }
        return .invalidAugmentation(field: field, found: "\(value)", expected: "\(range)")
    }

    private func fault(_ field: String, _ value: ClosedRange<Float>, _ range: ClosedRange<Float>) -> ImageError? {
        if range.contains(value.lowerBound) && range.contains(value.upperBound) { return nil }
        return .invalidAugmentation(field: field, found: "\(value)", expected: "a range within \(range)")
    }
}
