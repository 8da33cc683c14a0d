// swift-tools-version: 6.1
import PackageDescription

// SwiftPM refuses a versioned dependency whose targets carry unsafe flags, so they are added only where Mien is the
// root package or a path dependency; a consumer by url and version gets the plain optimised kernels.
let isVersionedDependency = Context.packageDirectory.contains("/checkouts/")
let kernelSettings: [SwiftSetting] = isVersionedDependency ? [] : [.unsafeFlags(["-Ounchecked"])]

// Tests run on the optimised library; they themselves are compiled as they are, in half the time.
let testSettings: [SwiftSetting] =
    isVersionedDependency ? [] : [.unsafeFlags(["-Onone", "-no-emit-module-separately-wmo"])]

// The same kernels once more for each instruction set that the program may find where it runs.
struct InstructionSet {
    let target: String, define: String, flags: [String]
}

#if arch(x86_64)
    let instructionSets: [InstructionSet] =
        isVersionedDependency
        ? []
        : [
            InstructionSet(target: "MienVectorKernelsAVX2", define: "MIEN_AVX2", flags: ["-march=x86-64-v3"]),
            InstructionSet(
                target: "MienVectorKernelsAVX512", define: "MIEN_AVX512",
                flags: ["-march=x86-64-v4", "-mprefer-vector-width=512"]),
        ]
#else
    let instructionSets: [InstructionSet] = []
#endif

let package = Package(
    name: "Mien",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "Mien", targets: ["Mien"]),
        .library(name: "MienTraining", targets: ["MienTraining"]),
        .library(name: "MienCharts", targets: ["MienCharts"]),
        .library(name: "MienImage", targets: ["MienImage"]),
        .library(name: "MienAudio", targets: ["MienAudio"]),
        .library(name: "MienTabular", targets: ["MienTabular"]),
        .library(name: "FER2013", targets: ["FER2013"]),
        .library(name: "RAVDESS", targets: ["RAVDESS"]),
        .library(name: "GTZAN", targets: ["GTZAN"]),
        .library(name: "MovieLens", targets: ["MovieLens"]),
        .library(name: "FaceExpression", targets: ["FaceExpression"]),
        .library(name: "SpeechEmotion", targets: ["SpeechEmotion"]),
        .library(name: "MusicGenre", targets: ["MusicGenre"]),
        .library(name: "MienRecommender", targets: ["MienRecommender"]),
        .executable(name: "mien", targets: ["mien"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // MARK: - System libraries
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CSndfile", pkgConfig: "sndfile", providers: [.apt(["libsndfile1-dev"])]),

        // MARK: - The library
        .target(name: "MienKernels", swiftSettings: kernelSettings),
        .target(name: "MienVectorKernels", dependencies: ["MienKernels", "COpenBLAS"], swiftSettings: kernelSettings),
        .target(
            name: "Mien",
            dependencies: ["MienKernels", "MienVectorKernels", "COpenBLAS", "CZlib"]
                + instructionSets.map { .byName(name: $0.target) },
            swiftSettings: instructionSets.map { .define($0.define) }),
        .target(name: "MienTraining", dependencies: ["Mien"]),
        .target(name: "MienCharts", dependencies: ["MienTraining"]),
        .target(name: "MienImage", dependencies: ["MienTraining", "CPNG", "CJPEG"]),
        .target(name: "MienAudio", dependencies: ["Mien", "MienKernels", "CSndfile"]),
        .target(name: "MienTabular", dependencies: ["MienTraining", "MienKernels", "COpenBLAS"]),

        // MARK: - Data sets
        .target(
            name: "FER2013", dependencies: ["MienImage", "MienTraining"], path: "Datasets/FER2013",
            exclude: ["README.md"]),
        .target(
            name: "RAVDESS", dependencies: ["MienAudio", "MienTraining"], path: "Datasets/RAVDESS",
            exclude: ["README.md"]),
        .target(
            name: "GTZAN", dependencies: ["MienAudio", "MienTabular", "MienTraining"], path: "Datasets/GTZAN",
            exclude: ["README.md"]),

        .target(
            name: "MovieLens", dependencies: ["MienTabular", "MienTraining"], path: "Datasets/MovieLens",
            exclude: ["README.md"]),

        // MARK: - Tasks
        .target(
            name: "FaceExpression", dependencies: ["FER2013", "MienImage", "MienCharts", "MienTraining"],
            resources: [.copy("Weights")]),
        .target(
            name: "SpeechEmotion", dependencies: ["RAVDESS", "MienAudio", "MienCharts", "MienTraining"],
            resources: [.copy("Weights")]),
        .target(
            name: "MusicGenre", dependencies: ["GTZAN", "MienAudio", "MienTabular", "MienCharts", "MienTraining"],
            resources: [.copy("Weights")]),

        .target(
            name: "MienRecommender",
            dependencies: [
                "MusicGenre", "GTZAN", "MovieLens", "MienTabular", "MienCharts", "MienTraining", "Mien", "MienKernels",
                "COpenBLAS", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            resources: [.copy("Tables"), .copy("Weights")]),

        // MARK: - Command line
        .executableTarget(
            name: "mien",
            dependencies: [
                "FaceExpression", "SpeechEmotion", "MusicGenre", "MienRecommender", "FER2013", "RAVDESS", "GTZAN",
                "MovieLens", "MienAudio", "MienImage", "MienTabular", "MienTraining",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // MARK: - For who works on Mien
        .executableTarget(
            name: "publish",
            dependencies: [
                "FaceExpression", "SpeechEmotion", "MusicGenre", "MienRecommender", "MovieLens", "MienCharts",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Utilities/Publish"),

        // MARK: - Tests
        .target(name: "MienTestSupport", dependencies: ["Mien"], path: "Tests/MienTestSupport"),
        .testTarget(
            name: "MienTests", dependencies: ["Mien", "MienKernels", "MienTestSupport"], resources: [.copy("Golden")]),
        .testTarget(
            name: "MienTrainingTests", dependencies: ["MienTraining", "MienTestSupport"], resources: [.copy("Golden")]),
        .testTarget(name: "MienChartsTests", dependencies: ["MienCharts", "MienTestSupport"]),
        .testTarget(
            name: "MienImageTests", dependencies: ["MienImage", "MienTestSupport"], resources: [.copy("Golden")]),
        .testTarget(
            name: "MienAudioTests", dependencies: ["MienAudio", "MienTestSupport"], resources: [.copy("Golden")]),
        .testTarget(
            name: "MienTabularTests", dependencies: ["MienTabular", "MienTestSupport"], resources: [.copy("Golden")]),
        .testTarget(name: "FER2013Tests", dependencies: ["FER2013", "MienTestSupport"]),
        .testTarget(name: "RAVDESSTests", dependencies: ["RAVDESS", "MienTestSupport"]),
        .testTarget(name: "GTZANTests", dependencies: ["GTZAN", "MienAudio", "MienTabular", "MienTestSupport"]),
        .testTarget(name: "FaceExpressionTests", dependencies: ["FaceExpression", "MienTestSupport"]),
        .testTarget(
            name: "SpeechEmotionTests", dependencies: ["SpeechEmotion", "RAVDESS", "MienAudio", "MienTestSupport"],
            resources: [.copy("Golden")]),
        .testTarget(
            name: "MusicGenreTests",
            dependencies: ["MusicGenre", "GTZAN", "MienAudio", "MienTabular", "MienTestSupport"],
            resources: [.copy("Golden")]),
        .testTarget(name: "MovieLensTests", dependencies: ["MovieLens", "MienTabular", "MienTestSupport"]),
        .testTarget(
            name: "MienRecommenderTests",
            dependencies: [
                "MienRecommender", "MovieLens", "MusicGenre", "MienAudio", "MienTabular", "MienCharts",
                "MienTestSupport", .product(name: "GRDB", package: "GRDB.swift"),
            ],
            resources: [.copy("Golden"), .copy("Recorded")]),
        .testTarget(name: "CommandLineTests", dependencies: ["mien", "MienTestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

package.targets += instructionSets.map { set in
    .target(
        name: set.target, dependencies: ["MienKernels", "COpenBLAS"],
        swiftSettings: kernelSettings + [.define(set.define), .unsafeFlags(set.flags.flatMap { ["-Xcc", $0] })])
}

for target in package.targets where target.type == .test { target.swiftSettings = testSettings }

// The plugin that makes the reference from the comments; nobody but `make docs` needs it.
if Context.environment["MIEN_DOCS"] != nil {
    package.dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}
