"""Writes reference.json: values of scikit-learn 1.9.1 for the tests.

    pip install scikit-learn==1.9.1 && python make.py
"""
import json
from pathlib import Path
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.utils import murmurhash3_32

texts = [
    'The archive holds old films, and the films hold old news.',
    "A reporter's voice, a crowd, and then the bells of the old town; bells, bells!",
    'News at ten: the voice of the reporter over films of a flooded town.',
    'Crème brûlée, naïve façades and 3 cafés: the reporter films a Straße in the old town.',
    'Nothing but static.',
    'The voice, the voice, the voice of the archive: bells, news, films.',
]
long = lambda matrix: [[round(float(value), 7) for value in row] for row in matrix.toarray()]


def tf_idf(**options):
    vectorizer = TfidfVectorizer(**options)
    weights = vectorizer.fit_transform(texts)
    return {'terms': vectorizer.get_feature_names_out().tolist(), 'idf': vectorizer.idf_.round(7).tolist(), 'weights': long(weights)}


reference = {
    'texts': texts,
    'plain': tf_idf(),
    'sublinear': tf_idf(sublinear_tf=True),
    'mostFrequent': tf_idf(sublinear_tf=True, max_features=6),
    'bigrams': tf_idf(ngram_range=(1, 2), min_df=2),
    'hashed': long(make_pipeline(HashingVectorizer(n_features=32, norm=None), TfidfTransformer()).fit_transform(texts)),
    'murmurHash3': {term: murmurhash3_32(term.encode(), seed=0) for term in ['', 'a', 'ab', 'abc', 'abcd', 'constructor', 'Straße', '小狗', 'the old town']},
}
Path(__file__).with_name('reference.json').write_text(json.dumps(reference, ensure_ascii=False, indent=1) + '\n')

counts = TfidfVectorizer().fit(texts)  # the six most frequent must not end in a tie
matrix = counts.build_analyzer()
totals = sorted((sum(matrix(text).count(term) for text in texts) for term in counts.vocabulary_), reverse=True)
assert totals[5] > totals[6]
