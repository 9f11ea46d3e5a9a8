# Prints the clips of an EDL or OTIO file as opentimelineio reads them: python3 tools/read-timeline.py FILE RATE
# needs: pip install opentimelineio==0.18.1 otio-cmx3600-adapter==1.0.0
import json
import sys

import opentimelineio as otio

path, rate = sys.argv[1], float(sys.argv[2])
timeline = otio.adapters.read_from_file(path, **({"rate": rate} if path.endswith(".edl") else {}))
clips = []
for clip in timeline.find_clips():
    source = clip.trimmed_range()
    record = clip.range_in_parent()
    reference = clip.media_reference
    metadata = json.loads(otio.core.serialize_json_to_string(clip))["metadata"]
    clips.append(
        {
            "name": clip.name,
            "start": source.start_time.to_frames(),
            "timecode": otio.opentime.to_timecode(source.start_time, rate),
            "duration": source.duration.to_frames(),
            "record": record.start_time.to_frames(),
            "target": getattr(reference, "target_url", None),
            "tags": metadata.get("mmae", {}).get("tags", []),
            "comments": metadata.get("cmx_3600", {}).get("comments", []),
        }
    )
print(json.dumps({"name": timeline.name, "duration": timeline.duration().to_frames(), "clips": clips}))
