/// Puts what a service finds into the catalogue.
public struct ServiceImporter: ItemImporter {
    public let service: any RecommendationService
    public let request: ServiceRequest

    public init(_ service: any RecommendationService, _ request: ServiceRequest) {
        (self.service, self.request) = (service, request)
    }

    public func read(into sink: inout ImportSink) throws(RecommenderError) {
        let items: [Item]
        do throws(ServiceError) {
            items = try service.items(for: request)
        } catch {
            throw .service(error)
        }
        try sink.add(items)
    }
}
