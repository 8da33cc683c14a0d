/// Four neighbouring floats, at any alignment.
@inline(__always)
func load(_ source: UnsafePointer<Float>) -> SIMD4<Float> {
    UnsafeRawPointer(source).loadUnaligned(as: SIMD4<Float>.self)
}

/// Four neighbouring floats, at any alignment.
@inline(__always)
func load(_ source: UnsafeMutablePointer<Float>) -> SIMD4<Float> { load(UnsafePointer(source)) }

/// Writes four neighbouring floats, at any alignment.
@inline(__always)
func store(_ lanes: SIMD4<Float>, _ target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: lanes, as: SIMD4<Float>.self)
}
