#!/usr/bin/env bash
# Builds and runs Example 01 as a package that depends on Mien by url and version: the manifest must give such a
# consumer no unsafe flags, which SwiftPM refuses.
set -euo pipefail

source=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git clone --quiet "$source" "$work/mien"
git -C "$work/mien" tag 0.1.0
mkdir -p "$work/consumer/Sources/consumer"
cp "$source/Examples/Sources/01-first-network/main.swift" "$work/consumer/Sources/consumer/"
cat >"$work/consumer/Package.swift" <<MANIFEST
// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "consumer",
    dependencies: [.package(url: "file://$work/mien", from: "0.1.0")],
    targets: [
        .executableTarget(name: "consumer", dependencies: [.product(name: "MienTraining", package: "mien")])
    ]
)
MANIFEST
cd "$work/consumer"
swift run -c release consumer
