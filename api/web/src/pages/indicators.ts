// The chart of the numbers of one name over years; the tables beside it say the same.

import type { Chart, ChartDataset, ScatterDataPoint } from "chart.js";
import { say } from "../lib/words";

interface Point {
  x: number;
  y: number;
  kind: string;
  op: string;
}

interface Series {
  name: string;
  title: string;
  unit: string;
  points: Point[];
}

const figure = document.querySelector<HTMLElement>("[data-series]");

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** Targets are filled, what is there is hollow, what is done is a square: not by colour alone. */
function shape(point: Point): "circle" | "rect" | "triangle" {
  if (point.kind === "target") return "triangle";
  return point.kind === "completion" ? "rect" : "circle";
}

function dataset(series: Series, index: number): ChartDataset<"line", ScatterDataPoint[]> {
  const ink = colour(`--series-${(index % 5) + 1}`);
  return {
    label: `${series.name} · ${series.title}`,
    data: series.points.map(({ x, y }) => ({ x, y })),
    borderColor: ink,
    borderWidth: 1.5,
    borderDash: index >= 5 ? [5, 4] : [],
    pointBackgroundColor: series.points.map((p) => (p.kind === "target" ? ink : "transparent")),
    pointBorderColor: ink,
    pointBorderWidth: 2,
    pointRadius: 5,
    pointHoverRadius: 7,
    pointStyle: series.points.map(shape),
  };
}

function tooltip(all: Series[]) {
  return (item: { datasetIndex: number; dataIndex: number }): string => {
    const series = all[item.datasetIndex];
    const point = series?.points[item.dataIndex];
    if (!series || !point) return "";
    const sign = { "<=": "≤ ", ">=": "≥ " }[point.op] ?? "";
    return `${series.name}: ${sign}${point.y} ${series.unit} · ${say("indicators", point.kind)}`;
  };
}

async function draw(figure: HTMLElement): Promise<void> {
  const all = JSON.parse(figure.dataset.series ?? "[]") as Series[];
  const canvas = figure.querySelector("canvas");
  if (!canvas || !all.some((series) => series.points.length > 0)) return;
  const lib = await import("chart.js");
  lib.Chart.register(
    lib.LineController,
    lib.LineElement,
    lib.PointElement,
    lib.LinearScale,
    lib.Legend,
    lib.Tooltip,
  );
  figure.hidden = false;
  let chart: Chart | undefined;
  const paint = () => {
    chart?.destroy();
    lib.Chart.defaults.color = colour("--soft");
    lib.Chart.defaults.borderColor = colour("--line");
    lib.Chart.defaults.font.family = colour("--sans");
    chart = new lib.Chart(canvas, {
      type: "line",
      data: { datasets: all.map(dataset) },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        parsing: false,
        scales: {
          x: { type: "linear", ticks: { stepSize: 1, precision: 0, callback: (v) => String(v) } },
          y: { beginAtZero: true, title: { display: true, text: all[0]?.unit ?? "" } },
        },
        plugins: {
          legend: { position: "bottom", align: "start", labels: { boxWidth: 24 } },
          tooltip: {
            callbacks: { title: (items) => `${items[0]?.parsed.x}`, label: tooltip(all) },
          },
        },
      },
    });
  };
  paint();
  document.addEventListener("themechange", paint);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  figure.dataset.drawn = "true";
}

if (figure) draw(figure).catch(() => undefined); // the tables stay
