/** A made-up portfolio under the lens: grey bars outside, coloured by level inside. */
const BARS = [
  { x: 14, height: 46 },
  { x: 50, height: 78 },
  { x: 86, height: 112 },
  { x: 122, height: 64 },
  { x: 158, height: 92 },
  { x: 194, height: 40 },
  { x: 230, height: 58 },
  { x: 266, height: 30 },
];

const INSIDE = ["#7fd1ad", "#7fd1ad", "#f08d7c", "#f0b35b", "#f0b35b", "#7fd1ad", "#7fd1ad", "#7fd1ad"];

function Bars({ colors }: { colors?: readonly string[] }) {
  return BARS.map(({ x, height }, index) => (
    <rect
      key={x}
      x={x}
      y={150 - height}
      width="24"
      height={height}
      rx="5"
      fill={colors?.[index] ?? "rgb(255 255 255 / 16%)"}
    />
  ));
}

export function LensPicture() {
  return (
    <svg viewBox="0 0 304 190" width="100%" style={{ maxWidth: "24rem" }} aria-hidden="true">
      <defs>
        <clipPath id="lens">
          <circle cx="122" cy="96" r="66" />
        </clipPath>
      </defs>
      <Bars />
      <path d="M4 158h296" stroke="rgb(255 255 255 / 25%)" strokeWidth="2" strokeLinecap="round" />
      <circle cx="122" cy="96" r="66" fill="#12485c" />
      <g clipPath="url(#lens)">
        <Bars colors={INSIDE} />
        <path d="M4 158h296" stroke="rgb(255 255 255 / 45%)" strokeWidth="2" />
      </g>
      <circle cx="122" cy="96" r="66" fill="none" stroke="#fff" strokeWidth="5" />
      <path d="m170 144 36 36" stroke="#f0b35b" strokeWidth="11" strokeLinecap="round" />
    </svg>
  );
}
