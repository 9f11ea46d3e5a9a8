"""GCCA, deep CCA and deep GCCA of cca-zoo. The embedding of a row is the mean of the variates of its modalities."""

import copy
import warnings

import numpy as np

MAX_EPOCHS = 100
PATIENCE = 10
BATCH = 512
HIDDEN = 1024


def fit(method, views, held, settings, seed, epochs, width):
    names = sorted(views[0])
    if method == "gcca":
        from cca_zoo.linear import GCCA

        linear = GCCA(n_components=width, shrinkage=settings["shrinkage"])
        linear.fit([np.concatenate([view[name] for view in views]).astype(np.float64) for name in names])
        return lambda rows, subset: mean_variate(linear.transform([rows[name] for name in names]), names, subset), None
    return fit_deep(method, views, held, settings, seed, epochs, width)


def mean_variate(variates, names, subset):
    return np.mean([variates[names.index(name)] for name in subset], axis=0)


def fit_deep(method, views, held, settings, seed, epochs, width):
    """Encoders of one hidden layer, then the linear method of the same objective on their outputs, as cca-zoo documents."""
    import lightning.pytorch as pl
    import torch
    from cca_zoo.deep import DGCCA, DMCCA
    from cca_zoo.linear import GCCA, MCCA
    from torch import nn

    warnings.filterwarnings("ignore")
    torch.set_num_threads(1)
    pl.seed_everything(seed, verbose=False)
    names = sorted(views[0])

    def encoder(length):
        return nn.Sequential(nn.Linear(length, HIDDEN), nn.ReLU(), nn.Dropout(settings["dropout"]), nn.Linear(HIDDEN, width))

    encoders = [encoder(views[0][name].shape[1]) for name in names]
    deep, linear = (DMCCA, MCCA) if method == "dmcca" else (DGCCA, GCCA)
    model = deep(n_components=width, encoders=encoders, reg_covar=settings["ridge"])

    class RandomViews(torch.utils.data.Dataset):
        """A random view of each modality, drawn again each time: the row itself or one of its augmented copies."""

        def __init__(self):
            self.stacks = [torch.from_numpy(np.stack([view[name] for view in views])) for name in names]

        def __len__(self):
            return self.stacks[0].shape[1]

        def __getitem__(self, row):
            drawn = torch.randint(len(views), (len(names),)).tolist()
            return {"views": [stack[view, row] for stack, view in zip(self.stacks, drawn)]}

    class Best(pl.Callback):
        """The weights of the epoch with the best objective on the rows that are held out."""

        def __init__(self):
            self.objective, self.epoch, self.weights = np.inf, 0, None

        def on_train_epoch_end(self, trainer, module):
            if held is None:
                return
            module.eval()
            with torch.no_grad():
                batch = {"views": [torch.from_numpy(held[name]) for name in names]}
                objective = float(module.loss(batch)["objective"])
            module.train()
            if objective < self.objective:
                self.objective, self.epoch, self.weights = objective, trainer.current_epoch, copy.deepcopy(module.state_dict())
            elif trainer.current_epoch - self.epoch >= PATIENCE:
                trainer.should_stop = True

    best = Best()
    quiet = {"logger": False, "enable_progress_bar": False, "enable_checkpointing": False, "enable_model_summary": False}
    trainer = pl.Trainer(max_epochs=epochs or MAX_EPOCHS, accelerator="cpu", callbacks=[best], **quiet)
    batch = min(BATCH, len(views[0][names[0]]))
    trainer.fit(model, torch.utils.data.DataLoader(RandomViews(), batch_size=batch, shuffle=True, drop_last=True))
    if best.weights is not None:
        model.load_state_dict(best.weights)
    model.eval()

    def encode(rows):
        with torch.no_grad():
            return [z.numpy().astype(np.float64) for z in model([torch.from_numpy(rows[name]) for name in names])]

    align = linear(n_components=width).fit(encode(views[0]))
    return lambda rows, subset: mean_variate(align.transform(encode(rows)), names, subset), epochs or best.epoch + 1
