// swift-tools-version: 6.1
import PackageDescription

// What the comparison with the peers needs of Mien beyond its command line.
let package = Package(
    name: "Speed",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "Mien", path: "../..")],
    targets: [
        .executableTarget(name: "scaling", dependencies: [.product(name: "MienTraining", package: "Mien")]),
        .executableTarget(
            name: "tables",
            dependencies: [
                .product(name: "MienTabular", package: "Mien"), .product(name: "MienTraining", package: "Mien"),
            ]),
        .executableTarget(name: "curves", dependencies: [.product(name: "MienCharts", package: "Mien")]),
    ],
    swiftLanguageModes: [.v6]
)
