"""MoPoE and MVTCAE of multivae: the embedding is the mean of the posterior of the modalities that are given."""

import logging
import tempfile

import numpy as np

MAX_EPOCHS = 100
PATIENCE = 10
BATCH = 256
LEARNING_RATE = 1e-3


def fit(method, views, held, settings, seed, epochs, width):
    import torch
    from multivae.data.datasets.base import DatasetOutput, MultimodalBaseDataset
    from multivae.models import MVTCAE, MoPoE, MoPoEConfig, MVTCAEConfig
    from multivae.models.base import BaseAEConfig
    from multivae.models.nn.default_architectures import BaseDictEncoders, Decoder_AE_MLP
    from multivae.trainers import BaseTrainer, BaseTrainerConfig
    from multivae.trainers.base.callbacks import TrainingCallback

    logging.disable(logging.CRITICAL)
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    names = sorted(views[0])
    lengths = {name: (views[0][name].shape[1],) for name in names}

    class RandomViews(MultimodalBaseDataset):
        """A random view of each modality, drawn again each time: the row itself or one of its augmented copies."""

        def __init__(self):
            super().__init__({name: torch.from_numpy(np.stack([view[name] for view in views], axis=1)) for name in names})

        def __getitem__(self, row):
            drawn = torch.randint(len(views), (len(names),)).tolist()
            return DatasetOutput(data={name: self.data[name][row, view] for name, view in zip(names, drawn)})

    class Stopped(Exception):
        """Ends a training, which the package's trainer cannot do before its last epoch."""

    class Losses(TrainingCallback):
        """The loss of every epoch on the rows that are held out; ends the training when it no longer falls."""

        def __init__(self):
            self.held = []

        def on_log(self, training_config, logs, **_):
            self.held.append(float(logs.get("eval_epoch_loss", np.nan)))
            if held and len(self.held) - 1 - int(np.argmin(self.held)) >= PATIENCE:
                raise Stopped

    class Decoder(Decoder_AE_MLP):
        """The package's default without its sigmoid, as features are not between 0 and 1."""

        def __init__(self, args):
            super().__init__(args)
            self.layers[-1] = self.layers[-1][0]

    options, model_of = (MoPoEConfig, MoPoE) if method == "mopoe" else (MVTCAEConfig, MVTCAE)
    config = options(
        n_modalities=len(names),
        latent_dim=width,
        input_dims=lengths,
        beta=settings["beta"],
    )
    decoders = torch.nn.ModuleDict({name: Decoder(BaseAEConfig(input_dim=lengths[name], latent_dim=width)) for name in names})
    model = model_of(config, encoders=BaseDictEncoders(lengths, width), decoders=decoders)
    losses = Losses()
    with tempfile.TemporaryDirectory() as folder:
        training = BaseTrainerConfig(
            output_dir=folder,
            num_epochs=epochs or MAX_EPOCHS,
            learning_rate=LEARNING_RATE,
            per_device_train_batch_size=BATCH,
            per_device_eval_batch_size=BATCH,
            seed=seed,
            no_cuda=True,
        )
        dataset = lambda rows: MultimodalBaseDataset({name: torch.from_numpy(rows[name]) for name in names})
        trainer = BaseTrainer(model, RandomViews(), dataset(held) if held else None, training, [losses])
        try:
            trainer.train()
        except Stopped:
            pass
    best = trainer._best_model.eval()

    def embed(rows, subset):
        with torch.no_grad():
            return best.encode(dataset(rows), cond_mod=list(subset), return_mean=True).z.numpy()

    return embed, epochs or int(np.argmin(losses.held)) + 1
