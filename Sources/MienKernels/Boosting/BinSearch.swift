/// How many of the ascending `bounds` lie below each value.
///
/// Eight values are looked for at once, without a branch, which would be guessed wrong at every second step.
///
/// - Parameter countsEqual: whether bounds that are equal to a value count.
@inlinable
package func placesOfBins(
    _ bounds: UnsafePointer<Float>, count: Int, of values: SIMD8<Float>, countsEqual: Bool
) -> SIMD8<Int32> {
    var starts = SIMD8<Int32>.zero
    var length = count
    while length > 0 {
        let half = (length &+ 1) / 2
        var met = SIMD8<Float>()
        for place in 0..<8 { met[place] = bounds[Int(truncatingIfNeeded: starts[place]) &+ half &- 1] }
        let counts = countsEqual ? met .<= values : met .< values
        starts.replace(with: starts &+ Int32(truncatingIfNeeded: half), where: counts)
        length &-= half
    }
    return starts
}
