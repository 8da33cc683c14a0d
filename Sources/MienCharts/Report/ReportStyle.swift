/// The report's style sheet.
enum ReportStyle {
    /// The widths that a chart is drawn for: a phone, a column, the whole page; and the classes that show them.
    static let chartWidths = [340.0, 520.0, 1056.0]
    static let chartNames = ["narrow", "medium", "broad"]

    /// The colours are the drawings' own, with two more for the page.
    static let sheet = [Theme.styleSheet(variablesOf: ":root"), page, parts, charts, screens, paper]
        .joined(separator: "\n")

    private static let page = """
        :root{color-scheme:light dark;--page:#f4f6f8;--line:#dfe3e8;--note:#0067b0;--warning:#b54708}
        @media screen and (prefers-color-scheme:dark){:root{--page:#0e1116;--line:#2a3038;--note:#58aef5;--warning:#ffb168}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:72rem;padding:2.5rem 1.5rem 4rem;background:var(--page);color:var(--mien-ink);
        font:15px/1.55 \(Theme.fontFamily);-webkit-text-size-adjust:100%}
        html{background:var(--page)}
        h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.015em;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.2rem;letter-spacing:-.005em;margin:2.75rem 0 .9rem;overflow-wrap:anywhere}
        p{margin:0;max-width:46rem;overflow-wrap:anywhere}
        .subtitle{color:var(--mien-muted);margin-top:.35rem;font-size:1.05rem}
        """

    private static let parts = """
        .card{margin:0;background:var(--mien-surface);border:1px solid var(--line);border-radius:12px;min-width:0}
        dl{margin:1.5rem 0 0}
        dt{color:var(--mien-muted);font-size:.82rem}
        dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
        .highlights{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))}
        .highlights div{background:var(--mien-surface);border:1px solid var(--line);border-radius:12px;padding:.9rem 1.1rem}
        .highlights dd{font-size:1.75rem;line-height:1.25;font-weight:650;letter-spacing:-.02em}
        .facts{display:grid;gap:.9rem 2rem;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr))}
        .message{margin-top:.7rem;padding:.6rem 1.1rem;border-radius:12px;border:1px solid var(--line);
        background:var(--mien-surface);max-width:none}
        .subtitle+.message{margin-top:1.25rem}
        .message strong{color:var(--note);margin-right:.4rem}
        .message.warning strong{color:var(--warning)}
        .grid{display:grid;gap:1.25rem;grid-template-columns:repeat(2,minmax(0,1fr));align-items:start}
        .wide,.alone{grid-column:1/-1}
        .tall{grid-row:span 2}
        pre{padding:1rem 1.2rem;overflow-x:auto;font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;tab-size:4}
        .table{overflow-x:auto;padding:.6rem 1.2rem 1rem}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.88rem}
        caption{text-align:left;font-weight:600;padding:.4rem 0 .5rem}
        th,td{padding:.27rem 0 .27rem 1rem;text-align:right;white-space:nowrap;font-weight:400}
        th:first-child{text-align:left;padding-left:0;max-width:16rem;overflow:hidden;text-overflow:ellipsis}
        thead th{color:var(--mien-muted);font-size:.9em;border-bottom:1px solid var(--mien-axis)}
        tbody tr+tr>*{border-top:1px solid var(--mien-grid)}
        tfoot tr>*{border-top:1px solid var(--mien-grid)}
        tfoot tr:first-child>*{border-top:1px solid var(--mien-axis)}
        """

    /// Which of a chart's drawings is shown is decided by the width of its own place. A browser that knows no container
    /// queries shows the medium one, scaled.
    private static let charts = """
        figure{container-type:inline-size;padding:.4rem;overflow-x:auto}
        figure svg{display:block;width:100%;height:auto}
        figcaption{padding:0 .6rem .6rem;max-width:46rem;color:var(--mien-muted);font-size:.88rem;overflow-wrap:anywhere}
        .narrow,.broad{display:none}
        @container (max-width:430px){.narrow,.whole .medium{display:block}.medium,.broad{display:none}}
        @container (min-width:800px){.alone .broad{display:block}.alone .medium{display:none}}
        """

    /// A tablet has one column, a phone less of everything.
    private static let screens = """
        @media screen and (max-width:800px){
        .grid{grid-template-columns:minmax(0,1fr)}
        .tall{grid-row:auto}
        .highlights dd{font-size:1.4rem}
        }
        @media screen and (max-width:520px){
        body{padding:1.5rem 1rem 3rem}
        h1{font-size:1.5rem}
        .highlights{grid-template-columns:repeat(2,minmax(0,1fr));gap:.7rem}
        .highlights dd{font-size:1.3rem}
        .facts{grid-template-columns:minmax(0,1fr);gap:.35rem}
        .facts div{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:.75rem;align-items:baseline}
        .table{padding:.5rem .9rem .8rem}
        table{font-size:.77rem}
        th,td{padding-left:.4rem}
        pre{font-size:11px;padding:.8rem .9rem}
        }
        """

    private static let paper = """
        @media print{
        :root{--page:#fff}
        body{padding:0;max-width:none;font-size:10pt}
        h2{break-after:avoid;margin-top:1.5rem}
        .card,.highlights div{break-inside:avoid}
        .highlights{grid-template-columns:repeat(4,minmax(0,1fr))}
        .highlights dd{font-size:1.3rem}
        .alone:not(.whole){grid-column:auto}
        figure>div{width:auto!important}
        pre{font-size:8pt;white-space:pre-wrap;overflow:visible}
        .table{overflow:visible}
        table{font-size:8pt}
        th,td{padding-left:.5rem}
        *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        }
        """
}
