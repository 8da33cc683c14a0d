import FoundationEssentials
import MienKernels

/// A cascade of boosted classifiers on Haar features (Viola and Jones, 2001; Lienhart and Maydt, 2002), in OpenCV's format.
///
/// A window is an object if it passes all stages. A stage adds up what its trees say and compares it with a threshold. A tree's
/// nodes compare a feature, which is a weighted sum of the pixels in two or three rectangles, upright or turned by 45°,
/// divided by the deviation of the window's pixels.
///
/// ```swift
/// let eyes = try Cascade(contentsOf: Cascade.path(named: "haarcascade_eye"))
/// let found = FaceDetector(eyes).faces(in: try Image(contentsOf: "photograph.jpg"))
/// ```
public struct Cascade: Sendable, Equatable {
    /// The size of the smallest objects that are found.
    public let windowWidth: Int
    public let windowHeight: Int
    let stages: [Stage]
    let features: [Feature]

    struct Stage: Sendable, Equatable {
        let threshold: Float
        let trees: [Tree]
    }

    struct Tree: Sendable, Equatable {
        let nodes: [Node]
        let leaves: [Float]
    }

    struct Node: Sendable, Equatable {
        /// Where to go on below the threshold and otherwise: a node of the tree with a greater number than this one's, or of
        /// a leaf its number, negative.
        let left: Int
        let right: Int
        let feature: Int
        let threshold: Float
    }

    struct Feature: Sendable, Equatable {
        /// One to three.
        let parts: [Part]
        let isTilted: Bool
    }

    /// A rectangle of a feature. A tilted one begins at its uppermost corner; its width goes down to the right, its height
    /// down to the left.
    struct Part: Sendable, Equatable {
        let box: Box
        let weight: Float
    }

    /// The cascade in a file of OpenCV's format (`opencv-cascade-classifier` of Haar features).
    ///
    /// - Throws: ``ImageError``, with the file and the element of it that is not as expected.
    public init(contentsOf path: String) throws(ImageError) { self = try CascadeReader.read(path) }

    init(windowWidth: Int, windowHeight: Int, stages: [Stage], features: [Feature]) {
        (self.windowWidth, self.windowHeight) = (windowWidth, windowHeight)
        (self.stages, self.features) = (stages, features)
    }

    /// Where the cascade of that name lies, such as `haarcascade_frontalface_default`: in the folder that the environment's
    /// `MIEN_CASCADES` names, or in that of Debian's package opencv-data.
    public static func path(named name: String) -> String {
        let folder = ProcessInfo.processInfo.environment["MIEN_CASCADES"] ?? "/usr/share/opencv4/haarcascades"
        return "\(folder)/\(name).xml"
    }

    var hasTiltedFeatures: Bool { features.contains(where: \.isTilted) }
}

// MARK: - For the kernels

extension Cascade {
    /// The cascade for integral images of a layout.
    func table(for layout: IntegralLayout) -> CascadeTable {
        var (nodes, treeSizes, rows): ([CascadeNode], [Int32], [CascadeStage]) = ([], [], [])
        for stage in stages {
            let largest = stage.trees.reduce(Float(0)) { $0 + ($1.leaves.map(abs).max() ?? 0) }
            rows.append(
                CascadeStage(
                    firstNode: Int32(nodes.count), firstTree: Int32(treeSizes.count),
                    treeCount: Int32(stage.trees.count), threshold: stage.threshold,
                    doubt: Float(stage.trees.count + 1) * largest * .ulpOfOne))
            for tree in stage.trees {
                nodes += tree.nodes.map { node(of: tree, $0, layout) }
                treeSizes.append(Int32(tree.nodes.count))
            }
        }
        return CascadeTable(nodes: nodes, treeSizes: treeSizes, stages: rows)
    }

    private func node(of tree: Tree, _ node: Node, _ layout: IntegralLayout) -> CascadeNode {
        let feature = features[node.feature]
        func corners(_ index: Int) -> SIMD4<Int32> {
            guard index < feature.parts.count else { return .zero }
            let box = feature.parts[index].box
            return feature.isTilted ? layout.tiltedCorners(of: box) : layout.corners(of: box)
        }
        func weight(_ index: Int) -> Float { index < feature.parts.count ? feature.parts[index].weight : 0 }
        func value(_ child: Int) -> Float { child > 0 ? 0 : tree.leaves[-child] }
        return CascadeNode(
            corners: (corners(0), corners(1), corners(2)), weights: (weight(0), weight(1), weight(2)),
            threshold: node.threshold, next: (Int32(max(node.left, 0)), Int32(max(node.right, 0))),
            values: (value(node.left), value(node.right)))
    }
}
