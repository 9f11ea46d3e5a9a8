import librosa
import numpy


def features_of(clip):
    mfcc = librosa.feature.mfcc(y=clip, sr=16_000)
    log_mel = librosa.power_to_db(librosa.feature.melspectrogram(y=clip, sr=16_000))
    return mfcc, log_mel


def prepare(folder):
    clips = numpy.load(f"{folder}/clips.npy")

    def work():
        features = [features_of(clip) for clip in clips]
        return lambda: {
            "mfcc": numpy.concatenate([mfcc.T.ravel()[::37] for mfcc, _ in features]),
            "log-mel": numpy.concatenate([log_mel.T.ravel()[::97] for _, log_mel in features]),
        }

    return work
