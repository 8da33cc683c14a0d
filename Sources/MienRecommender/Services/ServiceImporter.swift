/// Puts what a service found into the catalogue.
public struct ServiceImporter: ItemImporter {
    public let items: [Item]

    /// Asks the service, so that nothing is touched where it does not answer.
    ///
    /// - Throws: ``RecommenderError/service(_:)``.
    public init(asking service: any RecommendationService, for request: ServiceRequest) throws(RecommenderError) {
        do throws(ServiceError) {
            items = try service.items(for: request)
        } catch {
            throw .service(error)
        }
    }

    public func read(into sink: inout ImportSink) throws(RecommenderError) { try sink.add(items) }
}
