/** What `mmae-report --help` prints. */
export const usage = `mmae-report: scores runs of mmae-train and writes the report.

  mmae-report RUN… [--html FILE] [--json | --csv | --markdown] [--tensorboard DIR]
  mmae-report ablation DIR [--json | --markdown]
  mmae-report search RUN (--text T | --image FILE | --audio FILE) [--top N] [--json]
  mmae-report score POINTS [--labels FILE] [--clusters FILE | --k N] [--distance D] [--json]

One RUN:      writes evaluation.json and report.html into it and prints the table of methods and measures.
Several RUNs: prints them side by side, with what differs in their settings; --html writes the page.

  --html FILE      where the page goes (one run: RUN/report.html, unless named)
  --json           one JSON document on stdout instead of the table
  --csv            the table as csv
  --markdown       the table and the findings as Markdown
  --tensorboard D  event files and projector tables below the folder D
  --seed N         of k-means, the bootstrap and the missing modalities (default 0)
  --draws N        of the bootstrap (default 1000, fewer past 2,000 scored items)

ablation: the answer of runs that mmae-train ablate left in DIR: each choice's measures over the seeds, and what it has over the first choice.

search: the samples of a run that lie nearest to a text, a picture or a sound, by the cosine of their embeddings.

  --top N          how many (default 10)
  --json           one JSON document on stdout

score: the quality of clusters of points, in files of any origin.

  POINTS           .csv (UTF-8, header; its numeric columns), .npy or .safetensors, one point a row, in double precision
  --labels FILE    one column with a header: what the points are; a point without a label is left out
  --clusters FILE  one column with a header: where they were put
  --k N            put them into N clusters by k-means instead
  --tensor NAME    which tensor of a .safetensors that holds several
  --distance D     euclidean (default), sqeuclidean or cosine, for the silhouette
  --json           one JSON document on stdout

Exit codes: 0 done, 1 a failure of ours, 2 usage or input. Results are on stdout, everything else on stderr.
`;
